import { COMPANY_ROLES, type CompanyRole } from '#catalogue/record'
import { lettersOfSlug } from '#catalogue/vocabulary/companies'
import { companySlug, isPortNote } from './company'
import type { GoldenCompany } from './golden'
import type { LossRule } from './provenance'
import type { Ranked } from './rank'

/**
 * A company as a record names it. All spellings of its name have the same `key`; the slug is that of its best-ranked spelling. `claim` is what
 * the record states of it, also where it has the name of another one. `isPort` is true if the record says that it made a port.
 */
export type NamedCompany = { key: string; slug: string; company: GoldenCompany; claim: GoldenCompany; isPort: boolean }

/** Companies of each record, best-ranked first. */
export type NamedByRecord = Map<Ranked, NamedCompany[]>

/** A company with the spelling of its best-ranked record, and true in `isDeveloper` if a record names it as one. */
export type KnownCompany = { key: string; slug: string; name: string; isDeveloper: boolean }

/** A claim about a company that lost, and its rule. */
export type LostCompany = { by: Ranked; named: NamedCompany; rule: LossRule }

/** Companies of a game by their key, and by each spelling: the records of a game repeat few of these. Empty names have none. */
type Known = { byKey: Map<string, KnownCompany>; bySpelling: Map<string, KnownCompany | undefined> }

/** Returns the company of a name, with the spelling by which it was named first; `undefined` for what is no company. */
function knownCompany(stated: string, { byKey, bySpelling }: Known): KnownCompany | undefined {
  if (bySpelling.has(stated)) return bySpelling.get(stated)
  const slug = companySlug(stated)
  const key = lettersOfSlug(slug)
  const company = key === '' ? undefined : (byKey.get(key) ?? { key, slug, name: stated.trim(), isDeveloper: false })
  if (company) byKey.set(key, company)
  bySpelling.set(stated, company)
  return company
}

function addNames(
  named: NamedCompany[],
  names: readonly string[] | undefined,
  role: CompanyRole | null,
  known: Known,
): void {
  for (const stated of names ?? []) {
    const company = knownCompany(stated, known)
    if (!company) continue
    const { key, slug, name } = company
    company.isDeveloper ||= role === 'developer'
    const claim = { name, role }
    named.push({ key, slug, company: claim, claim, isPort: isPortNote(stated) })
  }
}

/** Returns the companies that each record names, with the spelling of the best-ranked record that names them, and each one once. */
export function companiesByRecord(ranked: readonly Ranked[]): { stated: NamedByRecord; known: KnownCompany[] } {
  const known: Known = { byKey: new Map(), bySpelling: new Map() }
  const stated: NamedByRecord = new Map()
  for (const by of ranked) {
    const named: NamedCompany[] = []
    addNames(named, by.record.developers, 'developer', known)
    addNames(named, by.record.publishers, 'publisher', known)
    addNames(named, by.record.companies, null, known)
    if (named.length > 0) stated.set(by, named)
  }
  return { stated, known: [...known.byKey.values()] }
}

/** Returns the companies that are named in a role, or without one for `null`. */
export const inRole = (companies: readonly NamedCompany[], wanted: CompanyRole | null): NamedCompany[] =>
  companies.filter(({ company }) => company.role === wanted)

/** Returns the keys of companies. */
export const keysOfNamed = (companies: readonly NamedCompany[]): Set<string> => new Set(companies.map(({ key }) => key))

/** Returns the claims that a company with one of these keys is a developer, as lost by a rule. */
export const lostDevelopers = (stated: NamedByRecord, keys: ReadonlySet<string>, rule: LossRule): LostCompany[] =>
  keys.size === 0
    ? []
    : [...stated].flatMap(([by, companies]) =>
        inRole(companies, 'developer').flatMap((named) => (keys.has(named.key) ? [{ by, named, rule }] : [])),
      )

/** True if a record names both a developer and a publisher. */
export const hasBothRoles = (companies: readonly NamedCompany[]): boolean =>
  COMPANY_ROLES.every((role) => companies.some(({ company }) => company.role === role))
