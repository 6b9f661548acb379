import type { PartialDate } from '#catalogue/record'
import { byYear, isAfterReading, isAsPrecise, isBeforePlatforms, isNear, isSameDay, yearOfDate } from './dates'
import type { GoldenRelease } from './golden'
import { isOverriddenDate, outdatedBy, type ReleaseOverrides } from './overridden-releases'
import type { Claim, FieldProvenance, LossRule, Provenance } from './provenance'
import { addLosers, isPortRecord, type Ranked, type Stated, toClaim, voiceOf } from './rank'

/** A date that a record states, the platforms it is of, and true in `isBase` if it is of the game itself: no edition, no port. */
type DatedClaim = Stated<PartialDate> & { platforms: readonly string[]; isBase: boolean }

/** Returns every date that records state for the game or one of its releases, but for those that an override has replaced. */
function datedClaims(ranked: readonly Ranked[], overrides: ReleaseOverrides): DatedClaim[] {
  const isOutdated = outdatedBy(overrides, ranked)
  const claims: DatedClaim[] = []
  for (const by of ranked) {
    const isBase = by.edition === '' && !isPortRecord(by)
    addReleases(claims, by, isBase, overrides)
    const { released: value, releases = [] } = by.record
    // A single release has the date of its record.
    if (value && releases.length !== 1 && !isOutdated(by))
      claims.push({ by, value, platforms: releases.map(({ platform }) => platform), isBase })
  }
  return claims
}

function addReleases(claims: DatedClaim[], by: Ranked, isBase: boolean, overrides: ReleaseOverrides): void {
  for (const { platform, edition = '', released: value } of by.releases)
    if (value && !overrides.has(platform))
      claims.push({ by, value, platforms: [platform], isBase: isBase && edition === '' })
}

/** Returns a test for claims that count: of a source with the highest trust, or near a claim of an independent source. */
function supportIn(
  claims: readonly DatedClaim[],
  near: (one: PartialDate, other: PartialDate) => boolean,
): (claim: DatedClaim) => boolean {
  const highest = claims.reduce((most, { by }) => Math.max(most, by.trust), 0)
  return ({ by, value }) =>
    by.trust === highest || claims.some((other) => voiceOf(other.by) !== voiceOf(by) && near(other.value, value))
}

/** The claim that wins, and those that lost, with their rules. */
type Earliest = { first: DatedClaim | undefined; lost: [rule: LossRule, claims: DatedClaim[]][]; counted: number }

function earliestOf(claims: readonly DatedClaim[]): Earliest {
  const late = claims.filter(({ by, value }) => isAfterReading(value, by.readYear))
  const early = claims.filter(({ value, platforms }) => isBeforePlatforms(value, platforms))
  const impossible = [...late, ...early]
  const [only] = claims
  if (claims.length === 1 && impossible.length === 0) return { first: only, lost: [], counted: 1 }
  const possible = impossible.length > 0 ? claims.filter((claim) => !impossible.includes(claim)) : claims
  const base = possible.filter(({ isBase }) => isBase)
  const candidates = (base.length > 0 ? base : [...possible]).sort((one, other) => byYear(one.value, other.value))
  const earliest = candidates.find(supportIn(candidates, isNear))
  const same = earliest ? sameDateAs(earliest, candidates) : []
  const [first] = same
  const isEarlier = ({ value }: DatedClaim) => first !== undefined && value.date < first.value.date
  const isYearEarlier = (claim: DatedClaim) => first !== undefined && yearOfDate(claim.value) < yearOfDate(first.value)
  return {
    first,
    lost: [
      ['unsupported', candidates.filter((claim) => isYearEarlier(claim) || isEarlierDay(claim, first, same))],
      ['time_zone', same.filter(isEarlier)],
      ['edition', base.length > 0 ? possible.filter((claim) => !claim.isBase && isYearEarlier(claim)) : []],
      ['before_platform', early],
      ['after_reading', late],
    ],
    counted: candidates.length,
  }
}

const voicesIn = (claims: readonly DatedClaim[]): number => new Set(claims.map(({ by }) => voiceOf(by))).size
const mostTrust = (claims: readonly DatedClaim[]): number => Math.max(...claims.map(({ by }) => by.trust))
const byDate = ([one]: readonly DatedClaim[], [other]: readonly DatedClaim[]): number =>
  one && other ? byYear(one.value, other.value) : 0

/**
 * Returns the claims of the first date in the year of the earliest one, best first: of the most precise dates in this year the earliest
 * that counts among them, and the dates that differ from it by one day. The one that most voices state is the best, then the more trusted
 * source's, then the later one: lists in the west write the day before.
 */
function sameDateAs(earliest: DatedClaim, candidates: readonly DatedClaim[]): DatedClaim[] {
  const inYear = candidates.filter(
    ({ value }) => yearOfDate(value) === yearOfDate(earliest.value) && isAsPrecise(value, earliest.value),
  )
  const first = inYear.find(supportIn(inYear, isSameDay)) ?? earliest
  const same = inYear.filter(({ value }) => isSameDay(value, first.value))
  if (same.length === 1) return same
  const [best = []] = [...Map.groupBy(same, ({ value }) => value.date).values()].sort(
    (one, other) => voicesIn(other) - voicesIn(one) || mostTrust(other) - mostTrust(one) || byDate(other, one),
  )
  return [...best, ...same.filter((claim) => !best.includes(claim))]
}

const isEarlierDay = ({ value }: DatedClaim, first: DatedClaim | undefined, same: readonly DatedClaim[]): boolean =>
  first !== undefined &&
  isAsPrecise(value, first.value) &&
  value.date < first.value.date &&
  !same.some((one) => one.value.date === value.date)

/**
 * Returns the date of the first release: the earliest of all dates that records state for the game or its releases which an
 * independent source supports, and the dates of overridden releases.
 *
 * Dates of editions and ports count only where the game itself is not dated, and dates before a platform existed, or more than five years
 * after their record was read, never. A year is
 * supported by another voice within a year, a day within it by another voice within a day, and both by the most trusted source. A date
 * that an override of releases has replaced does not count.
 */
export function firstRelease(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  overrides: ReleaseOverrides,
  provenance: Provenance,
): PartialDate | undefined {
  const { first: stated, lost, counted } = earliestOf(datedClaims(ranked, overrides))
  const given = releases.flatMap(({ platform, released }) => (released && overrides.has(platform) ? [released] : []))
  const [first] = [...(stated ? [stated.value] : []), ...given].sort(byYear)
  if (first) {
    const found = provenanceOf(first, ranked, counted + given.length)
    provenance.released = isOverriddenDate(overrides, first) ? { ...found, rule: 'lock' } : found
  }
  for (const [rule, claims] of lost) addLosers(provenance, 'released', rule, claims)
  return first
}

/** Returns the provenance of the first date: winners are all records that state it. Later dates are valid, so none is a loser. */
function provenanceOf(first: PartialDate, ranked: readonly Ranked[], dates: number): FieldProvenance {
  const states = ({ record }: Ranked) =>
    [record.released, ...(record.releases ?? []).map(({ released }) => released)].some(
      (date) => date?.date === first.date && date.precision === first.precision,
    )
  const winners: Claim[] = ranked.filter(states).map((by) => toClaim({ by, value: first }))
  return { rule: dates > 1 ? 'earliest' : 'only', winners, losers: [] }
}
