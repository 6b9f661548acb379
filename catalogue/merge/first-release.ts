import type { PartialDate } from '#catalogue/record'
import { byTrust } from './choose-date'
import { byYear, isBeforePlatforms, isSameDay, yearOfDate } from './dates'
import type { GoldenRelease } from './golden'
import { isOverriddenDate, outdatedBy, type ReleaseOverrides } from './overridden-releases'
import type { Claim, FieldProvenance, LossRule, Provenance } from './provenance'
import { addLosers, type Ranked, type Stated, toClaim, voiceOf } from './rank'

/** Years between two dates that support each other. */
const NEAR_YEARS = 1

/** A date that a record states, the platforms it is of, and true in `isBase` if it is of the game itself: no edition, no port. */
type DatedClaim = Stated<PartialDate> & { platforms: readonly string[]; isBase: boolean }

const isPort = ({ record }: Ranked): boolean =>
  record.relations?.some(({ relation }) => relation === 'port_of') ?? false

/** Returns every date that records state for the game or one of its releases, but for those that an override has replaced. */
function datedClaims(ranked: readonly Ranked[], overrides: ReleaseOverrides): DatedClaim[] {
  const isOutdated = outdatedBy(overrides, ranked)
  return ranked.flatMap((by) => [...datesOfReleases(by, overrides), ...(isOutdated(by) ? [] : datesOfGame(by))])
}

const isOfBase = (by: Ranked): boolean => by.edition === '' && !isPort(by)

const datesOfReleases = (by: Ranked, overrides: ReleaseOverrides): DatedClaim[] =>
  by.releases.flatMap(({ platform, edition = '', released: value }) =>
    value && !overrides.has(platform)
      ? [{ by, value, platforms: [platform], isBase: isOfBase(by) && edition === '' }]
      : [],
  )

/** Returns the date of the whole game; none if the record has one release, which has it. */
function datesOfGame(by: Ranked): DatedClaim[] {
  const { released: value, releases = [] } = by.record
  if (!value || releases.length === 1) return []
  return [{ by, value, platforms: releases.map(({ platform }) => platform), isBase: isOfBase(by) }]
}

const isNear = (one: PartialDate, other: PartialDate): boolean =>
  Math.abs(yearOfDate(one) - yearOfDate(other)) <= NEAR_YEARS

/** Returns a test for claims that count: of a source with the highest trust, or near one of an independent source. */
function supportIn(claims: readonly DatedClaim[]): (claim: DatedClaim) => boolean {
  const highest = claims.reduce((most, { by }) => Math.max(most, by.trust), 0)
  return ({ by, value }) =>
    by.trust === highest || claims.some((other) => voiceOf(other.by) !== voiceOf(by) && isNear(other.value, value))
}

/** The earliest claim that counts, and the earlier ones that do not, with their rules. */
type Earliest = { first: DatedClaim | undefined; lost: [rule: LossRule, claims: DatedClaim[]][]; counted: number }

function earliestOf(claims: readonly DatedClaim[]): Earliest {
  const early = claims.filter(({ value, platforms }) => isBeforePlatforms(value, platforms))
  const [only] = claims
  if (claims.length === 1 && early.length === 0) return { first: only, lost: [], counted: 1 }
  const possible = early.length > 0 ? claims.filter((claim) => !early.includes(claim)) : claims
  const base = possible.filter(({ isBase }) => isBase)
  const candidates = (base.length > 0 ? base : [...possible]).sort((one, other) => byYear(one.value, other.value))
  const earliest = candidates.find(supportIn(candidates))
  const same = earliest ? candidates.filter(({ value }) => isSameDay(value, earliest.value)).sort(byTrust) : []
  const [first] = same
  const isEarlier = ({ value }: DatedClaim) => first !== undefined && yearOfDate(value) < yearOfDate(first.value)
  return {
    first,
    lost: [
      ['unsupported', candidates.filter(isEarlier)],
      ['time_zone', same.filter(({ value }) => first !== undefined && value.date < first.value.date)],
      ['edition', base.length > 0 ? possible.filter((claim) => !claim.isBase && isEarlier(claim)) : []],
      ['before_platform', early],
    ],
    counted: candidates.length,
  }
}

/**
 * Returns the date of the first release: the earliest of all dates that records state for the game or its releases which an
 * independent source supports, and the dates of overridden releases.
 *
 * Dates of editions and ports count only where the game itself is not dated, and dates before a platform existed never. A date is
 * supported by another voice within a year, or stated by the most trusted of the sources. A date that an override of releases has
 * replaced does not count.
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
