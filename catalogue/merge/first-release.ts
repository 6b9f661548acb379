import type { PartialDate } from '#catalogue/record'
import type { GoldenRelease } from './golden'
import { isOverriddenDate, outdatedBy, type ReleaseOverrides } from './overridden-releases'
import type { FieldProvenance, Provenance } from './provenance'
import { type Ranked, statedBy, toClaim } from './rank'
import { chooseDate, precisionOf } from './releases'

/** Compares dates: by year, then the more precise first, then by date. */
export function byYear(one: PartialDate, other: PartialDate): number {
  const years = Number(one.date.slice(0, 4)) - Number(other.date.slice(0, 4))
  return years || precisionOf(one) - precisionOf(other) || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0)
}

/**
 * Returns the date of the first release: the earliest of the releases' dates and the best date stated for the whole game. A
 * date of the whole game that an override of releases has replaced does not count.
 */
export function firstRelease(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  overrides: ReleaseOverrides,
  provenance: Provenance,
): PartialDate | undefined {
  const isOutdated = outdatedBy(overrides, ranked)
  const ofGame = statedBy(ranked, (by) =>
    by.record.releases?.length === 1 || isOutdated(by) ? undefined : by.record.released,
  )
  const gameDate = chooseDate({}, 'released', ofGame)
  const dates = [...releases.flatMap(({ released }) => released ?? []), ...(gameDate ? [gameDate] : [])].sort(byYear)
  const [first] = dates
  if (first) {
    const stated = provenanceOf(first, ranked, dates.length)
    provenance.released = isOverriddenDate(overrides, first) ? { ...stated, rule: 'lock' } : stated
  }
  return first
}

/** Returns the provenance of the first date: winners are all records that state it. Later dates are valid, so none is a loser. */
function provenanceOf(first: PartialDate, ranked: readonly Ranked[], dates: number): FieldProvenance {
  const states = ({ record }: Ranked) =>
    [record.released, ...(record.releases ?? []).map(({ released }) => released)].some(
      (date) => date?.date === first.date && date.precision === first.precision,
    )
  const winners = ranked.filter(states).map((by) => toClaim({ by, value: first }))
  return { rule: dates > 1 ? 'earliest' : 'only', winners, losers: [] }
}
