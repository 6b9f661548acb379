import type { CatalogueRecord } from '#catalogue/record'
import { companySlug } from './company'
import type { GoldenCompany } from './golden'
import type { Provenance } from './provenance'
import type { Ranked } from './rank'
import { union } from './union'

type Spelling = { slug: string; company: GoldenCompany }

const ROLES = { developer: 'developers', publisher: 'publishers' } as const

/** The companies a record names for one role, under the spelling that a better-ranked record gave them. */
function spellingsOf(record: CatalogueRecord, role: GoldenCompany['role'], known: Map<string, string>): Spelling[] {
  return (record[ROLES[role]] ?? []).map((stated) => {
    const slug = companySlug(stated)
    const name = known.get(slug) ?? stated.trim()
    known.set(slug, name)
    return { slug, company: { name, role } }
  })
}

/** Developers, then publishers, each company once a role under the best-ranked of its spellings. */
export function mergeCompanies(ranked: readonly Ranked[], provenance: Provenance): GoldenCompany[] {
  const known = new Map<string, string>()
  const stated = new Map(
    ranked.map((by) => [
      by,
      [...spellingsOf(by.record, 'developer', known), ...spellingsOf(by.record, 'publisher', known)],
    ]),
  )
  const spellings = union(
    provenance,
    'companies',
    ranked,
    (by) => stated.get(by),
    ({ slug, company }) => (slug === '' ? '' : `${company.role} ${slug}`),
    ({ company }) => company,
  )
  const companies = spellings.map(({ company }) => company)
  return [
    ...companies.filter(({ role }) => role === 'developer'),
    ...companies.filter(({ role }) => role === 'publisher'),
  ]
}
