import type { PartialDate } from '#catalogue/record'
import { yearOfDate } from './dates'
import { inRole, type LostCompany, lostDevelopers, type NamedByRecord } from './named-companies'
import { isPortRecord, type Ranked, voiceOf } from './rank'

/** Voices that must name a developer of the game itself before those of its editions and ports lose. */
const ENOUGH_VOICES = 2

/** Days after the first release from which on one on another platform is a port. */
const PORT_DAYS = 183
const DAY_MS = 86_400_000

function isLater(one: PartialDate, first: PartialDate): boolean {
  if (one.precision === 'year' || first.precision === 'year') return yearOfDate(one) > yearOfDate(first)
  return (Date.parse(one.date) - Date.parse(first.date)) / DAY_MS >= PORT_DAYS
}

/** Returns the first date of each platform. */
function firstDates(ranked: readonly Ranked[]): Map<string, PartialDate> {
  const dates = new Map<string, PartialDate>()
  for (const { releases } of ranked)
    for (const { platform, released } of releases) {
      const known = dates.get(platform)
      if (released && !(known && known.date <= released.date)) dates.set(platform, released)
    }
  return dates
}

/** Returns the platforms on which the game came out at least half a year after the first one. */
function latePlatforms(ranked: readonly Ranked[]): ReadonlySet<string> {
  const dates = [...firstDates(ranked)]
  const [[, first] = []] = [...dates].sort(([, one], [, other]) => (one.date < other.date ? -1 : 1))
  return new Set(dates.flatMap(([platform, date]) => (first && isLater(date, first) ? [platform] : [])))
}

/** The voices that name a developer, and true in `isBase` if a record of the game itself does: of no edition, and no port. */
type Naming = { voices: Set<string>; isBase: boolean }

function namings(stated: NamedByRecord, late: ReadonlySet<string>): Map<string, Naming> {
  const found = new Map<string, Naming>()
  for (const [by, companies] of stated) {
    const { edition, releases } = by
    const isLate = releases.length > 0 && releases.every(({ platform }) => late.has(platform))
    const isBase = edition === '' && !isLate && !isPortRecord(by)
    for (const { key } of inRole(companies, 'developer')) {
      const naming = found.get(key) ?? { voices: new Set(), isBase: false }
      naming.voices.add(voiceOf(by))
      naming.isBase ||= isBase
      found.set(key, naming)
    }
  }
  return found
}

/** Returns the developers that only records of editions and ports name, if at least two and as many voices name one of the game itself. */
function ofLaterReleases(found: ReadonlyMap<string, Naming>): ReadonlySet<string> {
  let most = 0
  for (const { voices, isBase } of found.values()) if (isBase) most = Math.max(most, voices.size)
  const later = [...found].filter(([, { voices, isBase }]) => !isBase && voices.size <= most)
  return new Set(most < ENOUGH_VOICES ? [] : later.map(([key]) => key))
}

/** Returns the developers that a record says to have made a port (`Aspyr (Mac)`) and names beside another one. */
const notedPorts = (stated: NamedByRecord): LostCompany[] =>
  [...stated].flatMap(([by, companies]) => {
    const developers = inRole(companies, 'developer')
    const ports = developers.filter(({ isPort }) => isPort)
    return ports.length < developers.length ? ports.map((named) => ({ by, named, rule: 'edition' as const })) : []
  })

/**
 * Returns the developers of editions and ports, where the game itself has another: those that a record says to have made a port, and
 * those that only records of editions, of ports, or of platforms name on which the game came out half a year after the first one.
 */
export function developersOfPorts(stated: NamedByRecord, ranked: readonly Ranked[]): LostCompany[] {
  const noted = notedPorts(stated)
  const isNoted = new Set(noted.map(({ named }) => named))
  const later = ofLaterReleases(namings(stated, latePlatforms(ranked)))
  return [...noted, ...lostDevelopers(stated, later, 'edition').filter(({ named }) => !isNoted.has(named))]
}
