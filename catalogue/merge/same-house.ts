import { COMPANY_ROLES } from '#catalogue/record'
import { isDepartment, isGeneralPart, isRegionalPart } from '#catalogue/vocabulary/company-words'
import { inRole, type LostCompany, type Named, type NamedByRecord } from './named-companies'
import { voiceOf } from './rank'

/** Companies of a game, each once per role, with the shortest slug first, and the number of voices that name each, by its key. */
type Houses = { bySlug: Named[]; voices: ReadonlyMap<string, ReadonlySet<string>> }

/** The company that another one is, by `keyInRole`, and by its key alone for names that differ by general words. */
type Joined = { inRole: Map<string, Named>; general: Map<string, Named> }

const keyInRole = ({ key, company }: Named): string => `${company.role} ${key}`

/** True if a longer name says no more than the shorter one but what the company does: `Valve` and `Valve Software`. */
const isGeneralName = (shorter: Named, longer: Named): boolean =>
  longer.slug === `${shorter.slug}s` ||
  (longer.slug.startsWith(`${shorter.slug}-`) && isGeneralPart(longer.slug.slice(shorter.slug.length + 1)))

/** True if a longer name is that of a part of the company: of a developer a department, of a publisher one for a part of the world. */
function isPartOf(whole: Named, { slug }: Named): boolean {
  if (!slug.startsWith(`${whole.slug}-`)) return false
  const rest = slug.slice(whole.slug.length + 1)
  const { role } = whole.company
  return role === 'developer' ? isDepartment(rest) : role === 'publisher' && isRegionalPart(rest)
}

function housesOf(stated: NamedByRecord): Houses {
  const distinct = new Map<string, Named>()
  const voices = new Map<string, Set<string>>()
  for (const [by, companies] of stated)
    for (const named of companies) {
      const key = keyInRole(named)
      if (!distinct.has(key)) distinct.set(key, named)
      voices.set(named.key, (voices.get(named.key) ?? new Set()).add(voiceOf(by)))
    }
  return { bySlug: [...distinct.values()].sort((one, other) => one.slug.length - other.slug.length), voices }
}

/** Returns the company with the name that most voices state; of several the shortest, which is the first. */
const mostStated = (companies: readonly [Named, ...Named[]], { voices }: Houses): Named => {
  const count = ({ key }: Named) => voices.get(key)?.size ?? 0
  return companies.reduce((most, one) => (count(one) > count(most) ? one : most))
}

/** Joins the names of companies in one role: those that differ by general words, and those of parts of a company with its own. */
function joinNames(companies: readonly Named[], houses: Houses, joined: Joined): void {
  let left = companies
  for (const shortest of companies) {
    if (joined.inRole.has(keyInRole(shortest))) continue
    left = left.filter((one) => one !== shortest && !joined.inRole.has(keyInRole(one)))
    const general = left.filter((one) => isGeneralName(shortest, one))
    const parts = left.filter((one) => isPartOf(shortest, one))
    const house = mostStated([shortest, ...general], houses)
    const others = [shortest, ...general].filter((one) => one !== house)
    for (const { key } of others) joined.general.set(key, house)
    for (const named of [...others, ...parts]) joined.inRole.set(keyInRole(named), house)
  }
}

/** Returns the company that one without a role is: under the same name in a role, or else under a shorter one. */
function houseWithoutRole(named: Named, { bySlug }: Houses, joined: Joined): Named | undefined {
  const same = bySlug.filter(({ key, company }) => company.role !== null && key === named.key)
  if (same.length > 0) return same.flatMap((one) => joined.inRole.get(keyInRole(one)) ?? [])[0]
  return bySlug.find((one) => one.company.role !== null && (isGeneralName(one, named) || isPartOf(one, named)))
}

/** Joins names that have another one in another role, if they differ by general words, and names without a role. */
function joinElsewhere(houses: Houses, joined: Joined): void {
  for (const named of houses.bySlug) {
    if (joined.inRole.has(keyInRole(named))) continue
    const house =
      joined.general.get(named.key) ?? (named.company.role ? undefined : houseWithoutRole(named, houses, joined))
    if (house) joined.inRole.set(keyInRole(named), house)
  }
}

function joinedNames(stated: NamedByRecord): ReadonlyMap<string, Named> {
  const houses = housesOf(stated)
  const joined: Joined = { inRole: new Map(), general: new Map() }
  for (const role of COMPANY_ROLES) joinNames(inRole(houses.bySlug, role), houses, joined)
  joinElsewhere(houses, joined)
  return joined.inRole
}

/**
 * Gives companies that are named twice in one role, once with more words that tell nothing, one name in `stated`, and returns the other
 * names. A company without a role is left out of `stated` where it has another name.
 */
export function joinSameHouses(stated: NamedByRecord): LostCompany[] {
  const joined = joinedNames(stated)
  if (joined.size === 0) return []
  const lost: LostCompany[] = []
  for (const [by, companies] of stated) {
    const kept = companies.flatMap((named) => {
      const house = joined.get(keyInRole(named))
      if (!house) return [named]
      lost.push({ by, named, rule: 'same_house' })
      const { key, slug, company } = house
      const { role } = named.company
      return role === null ? [] : [{ ...named, key, slug, company: { ...company, role } }]
    })
    stated.set(by, kept)
  }
  return lost
}
