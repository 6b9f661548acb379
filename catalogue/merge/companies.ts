import { COMPANY_ROLES } from '#catalogue/record'
import type { GoldenCompany } from './golden'
import {
  companiesByRecord,
  hasBothRoles,
  inRole,
  type KnownCompany,
  keysOfNamed,
  type LostCompany,
  type NamedByRecord,
  type NamedCompany,
} from './named-companies'
import { developersOfPorts } from './ports'
import type { Provenance } from './provenance'
import { addLosers, type Ranked } from './rank'
import { joinSameHouses } from './same-house'
import { umbrellasOfStudios } from './umbrella'
import { union } from './union'

/** Returns the companies without a role of which another record states it. */
function withoutRole(stated: NamedByRecord): LostCompany[] {
  const bare = [...stated].filter(([{ record }]) => record.companies)
  if (bare.length === 0) return []
  const known = keysOfNamed([...stated.values()].flat().filter(({ company }) => company.role !== null))
  return bare.flatMap(([by, companies]) =>
    inRole(companies, null).flatMap((named) =>
      known.has(named.key) ? [{ by, named, rule: 'role_stated' as const }] : [],
    ),
  )
}

/** Returns the developers of lists without publishers that records with both roles name as publishers only. */
function publishersOnly(stated: NamedByRecord): LostCompany[] {
  const alone = [...stated].filter(([{ record }]) => record.developers && !record.publishers)
  if (alone.length === 0) return []
  const both = [...stated.values()].filter(hasBothRoles).flat()
  const [developers, publishers] = [keysOfNamed(inRole(both, 'developer')), keysOfNamed(inRole(both, 'publisher'))]
  return alone.flatMap(([by, companies]) =>
    inRole(companies, 'developer').flatMap((named) =>
      publishers.has(named.key) && !developers.has(named.key) ? [{ by, named, rule: 'publisher_only' as const }] : [],
    ),
  )
}

const firstWordOf = ({ slug }: KnownCompany): string | undefined => slug.split('-', 1)[0]?.replace(/s$/, '')

/** True if two companies have names that begin with the same word, or its plural. */
const haveLikeNames = (known: readonly KnownCompany[]): boolean =>
  known.length > 1 && new Set(known.map(firstWordOf)).size < known.length

/** Keeps companies that have lost their role without one, unless the game has them in another. */
function keepWithoutRole(stated: NamedByRecord, lost: readonly LostCompany[]): void {
  const known = keysOfNamed([...stated.values()].flat())
  for (const { by, named } of lost)
    if (!known.has(named.key))
      stated.set(by, [...(stated.get(by) ?? []), { ...named, company: { ...named.company, role: null } }])
}

/** Takes the claims that lose out of `stated`, and returns them. */
function loseCompanies(
  stated: NamedByRecord,
  known: readonly KnownCompany[],
  ranked: readonly Ranked[],
): LostCompany[] {
  const lost: LostCompany[] = []
  const lose = (found: readonly LostCompany[]) => {
    lost.push(...found)
    for (const { by, named } of found)
      stated.set(
        by,
        (stated.get(by) ?? []).filter((one) => one !== named),
      )
  }
  const areAlike = haveLikeNames(known)
  if (areAlike) lost.push(...joinSameHouses(stated))
  if (known.filter(({ isDeveloper }) => isDeveloper).length > 1) {
    const ofPorts = developersOfPorts(stated, ranked)
    lose(ofPorts)
    keepWithoutRole(stated, ofPorts)
  }
  lose([...withoutRole(stated), ...publishersOnly(stated)])
  if (areAlike) lose(umbrellasOfStudios(stated))
  return lost
}

/** Returns what records state that lost, each once: a claim with another name may lose by that one, too. */
function lostClaims(lost: readonly LostCompany[]) {
  const seen = new Set<NamedCompany['claim']>()
  return lost.flatMap(({ by, named: { claim }, rule }) => {
    if (seen.has(claim)) return []
    seen.add(claim)
    return [{ by, claim, rule }]
  })
}

/**
 * Returns developers, then publishers, then companies without a role, each once per role, with the spelling of the best-ranked record
 * that names it. Writes to `provenance` the companies that each record added, and the claims that lost by a rule.
 */
export function mergeCompanies(ranked: readonly Ranked[], provenance: Provenance): GoldenCompany[] {
  const { stated, known } = companiesByRecord(ranked)
  const lost = known.length > 1 || stated.size > 1 ? loseCompanies(stated, known, ranked) : []
  const companies = union(
    provenance,
    'companies',
    ranked,
    (by) => stated.get(by),
    ({ key, company }) => `${company.role} ${key}`,
    ({ company }) => company,
  ).map(({ company }) => company)
  for (const { by, claim, rule } of lostClaims(lost)) addLosers(provenance, 'companies', rule, [{ by, value: [claim] }])
  return [...COMPANY_ROLES, null].flatMap((wanted) => companies.filter(({ role }) => role === wanted))
}
