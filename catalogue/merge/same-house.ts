import { COMPANY_ROLES, type CompanyRole } from '#catalogue/record'
import { beginningsOf, isDepartment, isGeneralPart, isRegionalPart } from '#catalogue/vocabulary/company-words'
import type { LostCompany, NamedByRecord, NamedCompany } from './named-companies'
import { voiceOf } from './rank'

/** A company that records name, and the voices that do. */
type House = { named: NamedCompany; voices: Set<string> }

/** Companies in one role, by their slug. */
type Houses = ReadonlyMap<string, House>

/** A shorter name of a company, and true in `isPart` if the longer one is of a department or a branch. */
type Shorter = { house: House; isPart: boolean }

/** The company that another one is, by its key. `general` has those whose names differ by words for what a company does. */
type Joined = { all: Map<string, NamedCompany>; general: Map<string, NamedCompany> }

/** Returns the companies in each role, each once. Their voices may name them in any role. */
function housesByRole(stated: NamedByRecord): Map<CompanyRole | null, Map<string, House>> {
  const byRole = new Map([...COMPANY_ROLES, null].map((role) => [role, new Map<string, House>()] as const))
  const voices = new Map<string, Set<string>>()
  for (const [by, companies] of stated)
    for (const named of companies) {
      const found = voices.get(named.key) ?? new Set()
      voices.set(named.key, found.add(voiceOf(by)))
      byRole.get(named.company.role)?.set(named.slug, { named, voices: found })
    }
  return byRole
}

/** True if the rest of a longer name is that of a part of the company: a department of a developer, a branch of a publisher. */
const isPartIn = (role: CompanyRole | null, rest: string): boolean =>
  role === 'developer' ? isDepartment(rest) : role === 'publisher' && isRegionalPart(rest)

/** Returns the company in one role that a longer name is of: the one with the longest name, which may be of another one in turn. */
function shorterName(slug: string, houses: Houses): Shorter | undefined {
  for (const start of beginningsOf(slug).reverse()) {
    const house = houses.get(start)
    if (!house) continue
    const rest = slug.slice(start.length + 1)
    if (isGeneralPart(rest)) return { house, isPart: false }
    if (isPartIn(house.named.company.role, rest)) return { house, isPart: true }
  }
  const singular = slug.endsWith('s') ? houses.get(slug.slice(0, -1)) : undefined
  return singular && { house: singular, isPart: false }
}

/** Names of one company: the shortest, those with words for what it does, and those of its parts. */
type Names = { general: [House, ...House[]]; parts: House[] }

/** Returns the names of each company in one role that has several. */
function namesOfHouses(houses: Houses): Iterable<Names> {
  const names = new Map<House, Names>()
  const shortest = new Map<House, House>()
  for (const [slug, house] of [...houses].sort(([one], [other]) => one.length - other.length)) {
    const shorter = shorterName(slug, houses)
    if (!shorter) continue
    const first = shortest.get(shorter.house) ?? shorter.house
    shortest.set(house, first)
    const all = names.get(first) ?? { general: [first], parts: [] }
    names.set(first, all)
    const isPart = shorter.isPart || all.parts.includes(shorter.house)
    if (isPart) all.parts.push(house)
    else all.general.push(house)
  }
  return names.values()
}

/** Joins the names of companies in one role. The name that most voices state counts, or else the shortest, but never that of a part. */
function joinNames(houses: Houses): Joined {
  const joined: Joined = { all: new Map(), general: new Map() }
  for (const { general, parts } of namesOfHouses(houses)) {
    const house = general.reduce((most, one) => (one.voices.size > most.voices.size ? one : most))
    for (const { named } of general) if (house.named !== named) joined.general.set(named.key, house.named)
    for (const { named } of parts) joined.all.set(named.key, house.named)
  }
  for (const [key, named] of joined.general) joined.all.set(key, named)
  return joined
}

/** Returns a function that finds the company that another one is: by its role, by another role, or in any role if it has none. */
function houseFinder(stated: NamedByRecord): ((named: NamedCompany) => NamedCompany | undefined) | undefined {
  const byRole = housesByRole(stated)
  const roles = COMPANY_ROLES.map((role) => {
    const houses: Houses = byRole.get(role) ?? new Map()
    return { role, houses, joined: joinNames(houses) }
  })
  if (byRole.get(null)?.size === 0 && roles.every(({ joined }) => joined.all.size === 0)) return undefined
  return ({ key, slug, company }) => {
    const own = roles.find(({ role }) => role === company.role)?.joined.all.get(key)
    const general = roles.flatMap(({ joined }) => joined.general.get(key) ?? [])[0]
    if (company.role !== null || general) return own ?? general
    const known = roles.filter(({ houses }) => houses.has(slug))
    if (known.length > 0) return known.flatMap(({ joined }) => joined.all.get(key) ?? [])[0]
    return roles.flatMap(({ houses }) => shorterName(slug, houses)?.house.named ?? [])[0]
  }
}

/**
 * Gives companies that are named twice in one role, once with more words that tell nothing, one name in `stated`, and returns the other
 * names. A company without a role is left out of `stated` where it has another name.
 */
export function joinSameHouses(stated: NamedByRecord): LostCompany[] {
  const houseOf = houseFinder(stated)
  if (!houseOf) return []
  const lost: LostCompany[] = []
  for (const [by, companies] of stated) {
    const kept = companies.flatMap((named) => {
      const house = houseOf(named)
      if (!house || house.key === named.key) return [named]
      lost.push({ by, named, rule: 'same_house' })
      const { key, slug, company } = house
      const { role } = named.company
      return role === null ? [] : [{ ...named, key, slug, company: { ...company, role } }]
    })
    stated.set(by, kept)
  }
  return lost
}
