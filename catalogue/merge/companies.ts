import type { CatalogueRecord } from '#catalogue/record'
import { companySlug } from './company'
import type { GoldenCompany } from './golden'
import type { Provenance } from './provenance'
import type { Ranked } from './rank'
import { union } from './union'

type Spelling = { slug: string; company: GoldenCompany }

const ROLES = { developer: 'developers', publisher: 'publishers' } as const

/**
 * Returns a record's companies in one role. A company whose slug is in `known` takes the spelling stored there; the spelling of
 * any other company is added to `known`.
 */
function spellingsOf(record: CatalogueRecord, role: GoldenCompany['role'], known: Map<string, string>): Spelling[] {
  return (record[ROLES[role]] ?? []).map((stated) => {
    const slug = companySlug(stated)
    const name = known.get(slug) ?? stated.trim()
    known.set(slug, name)
    return { slug, company: { name, role } }
  })
}

/**
 * Returns developers, then publishers, each company once per role, with the spelling of the best-ranked record that states it.
 * Writes to `provenance` the companies that each record added.
 */
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
