import { COMPANY_ROLES, type CompanyRole } from '#catalogue/record'
import { companyKey } from './company'
import type { GoldenCompany } from './golden'
import type { LossRule, Provenance } from './provenance'
import { addLosers, type Ranked } from './rank'
import { union } from './union'

/** A company as a record names it. All spellings of its name have the same `key`. */
type Named = { key: string; company: GoldenCompany }

/** Companies of each record, best-ranked first. */
type Stated = Map<Ranked, Named[]>

/** Adds names to `named`. A company that is in `known` keeps the spelling it has there. */
function addNames(
  named: Named[],
  names: readonly string[] | undefined,
  role: CompanyRole | null,
  known: Map<string, string>,
): void {
  for (const stated of names ?? []) {
    const key = companyKey(stated)
    if (key === '') continue
    const name = known.get(key) ?? stated.trim()
    known.set(key, name)
    named.push({ key, company: { name, role } })
  }
}

function companiesByRecord(ranked: readonly Ranked[]): Stated {
  const known = new Map<string, string>()
  const stated: Stated = new Map()
  for (const by of ranked) {
    const named: Named[] = []
    addNames(named, by.record.developers, 'developer', known)
    addNames(named, by.record.publishers, 'publisher', known)
    addNames(named, by.record.companies, null, known)
    if (named.length > 0) stated.set(by, named)
  }
  return stated
}

const inRole = (companies: readonly Named[], wanted: CompanyRole | null): Named[] =>
  companies.filter(({ company }) => company.role === wanted)

const keysOf = (companies: readonly Named[]): Set<string> => new Set(companies.map(({ key }) => key))

type Lost = { by: Ranked; named: Named; rule: LossRule }

/** Returns the companies without a role of which another record states it. */
function withoutRole(stated: Stated): Lost[] {
  const bare = [...stated].filter(([{ record }]) => record.companies)
  if (bare.length === 0) return []
  const known = keysOf([...stated.values()].flat().filter(({ company }) => company.role !== null))
  return bare.flatMap(([by, companies]) =>
    inRole(companies, null).flatMap((named) =>
      known.has(named.key) ? [{ by, named, rule: 'role_stated' as const }] : [],
    ),
  )
}

/** Returns the developers of lists without publishers that records with both roles name as publishers only. */
function publishersOnly(stated: Stated): Lost[] {
  const alone = [...stated].filter(([{ record }]) => record.developers && !record.publishers)
  if (alone.length === 0) return []
  const both = [...stated.values()].filter((all) => COMPANY_ROLES.every((role) => inRole(all, role).length > 0)).flat()
  const [developers, publishers] = [keysOf(inRole(both, 'developer')), keysOf(inRole(both, 'publisher'))]
  return alone.flatMap(([by, companies]) =>
    inRole(companies, 'developer').flatMap((named) =>
      publishers.has(named.key) && !developers.has(named.key) ? [{ by, named, rule: 'publisher_only' as const }] : [],
    ),
  )
}

/**
 * Returns developers, then publishers, then companies without a role, each once per role, with the spelling of the best-ranked record
 * that names it. Writes to `provenance` the companies that each record added, and the claims that lost by a rule.
 */
export function mergeCompanies(ranked: readonly Ranked[], provenance: Provenance): GoldenCompany[] {
  const stated = companiesByRecord(ranked)
  const lost = stated.size > 1 ? [...withoutRole(stated), ...publishersOnly(stated)] : []
  for (const { by, named } of lost)
    stated.set(
      by,
      (stated.get(by) ?? []).filter((one) => one !== named),
    )
  const companies = union(
    provenance,
    'companies',
    ranked,
    (by) => stated.get(by),
    ({ key, company }) => `${company.role} ${key}`,
    ({ company }) => company,
  ).map(({ company }) => company)
  for (const { by, named, rule } of lost) addLosers(provenance, 'companies', rule, [{ by, value: [named.company] }])
  return [...COMPANY_ROLES, null].flatMap((wanted) => companies.filter(({ role }) => role === wanted))
}
