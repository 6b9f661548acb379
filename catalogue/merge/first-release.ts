import type { PartialDate } from '#catalogue/record'
import type { GoldenRelease } from './golden'
import { isOverriddenDate, outdatedBy, type ReleaseOverrides } from './overridden-releases'
import type { FieldProvenance, Provenance } from './provenance'
import { type Ranked, statedBy, toClaim } from './rank'
import { chooseDate, precisionOf } from './releases'

/** Orders dates: earlier years first; within a year the more precise date, then the earlier. */
export function byYear(one: PartialDate, other: PartialDate): number {
  const years = Number(one.date.slice(0, 4)) - Number(other.date.slice(0, 4))
  return years || precisionOf(one) - precisionOf(other) || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0)
}

/**
 * The first release anywhere: the earliest of the releases' dates and of the best date stated for the whole work, unless that
 * is the date of releases which a person dates otherwise.
 */
export function firstRelease(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  fixed: ReleaseOverrides,
  provenance: Provenance,
): PartialDate | undefined {
  const isOutdated = outdatedBy(fixed, ranked)
  const works = statedBy(ranked, (by) =>
    by.record.releases?.length === 1 || isOutdated(by) ? undefined : by.record.released,
  )
  const whole = chooseDate({}, 'released', works)
  const dates = [...releases.flatMap(({ released }) => released ?? []), ...(whole ? [whole] : [])].sort(byYear)
  const [first] = dates
  if (first) {
    const stated = whoStates(first, ranked, dates.length)
    provenance.released = isOverriddenDate(fixed, first) ? { ...stated, rule: 'lock' } : stated
  }
  return first
}

/** Who states the first date, for a release or for the work. The dates of other releases are no losers: they hold too. */
function whoStates(first: PartialDate, ranked: readonly Ranked[], dates: number): FieldProvenance {
  const states = ({ record }: Ranked) =>
    [record.released, ...(record.releases ?? []).map(({ released }) => released)].some(
      (date) => date?.date === first.date && date.precision === first.precision,
    )
  const winners = ranked.filter(states).map((by) => toClaim({ by, value: first }))
  return { rule: dates > 1 ? 'earliest' : 'only', winners, losers: [] }
}
