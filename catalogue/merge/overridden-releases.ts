import type { PartialDate } from '#catalogue/record'
import { coincide } from './dates'
import type { GoldenRelease } from './golden'
import { type Claim, type OverrideClaim, type Provenance, releaseMember } from './provenance'
import type { Ranked } from './rank'
import { releaseKey } from './releases'

/** A release in an override. An absent member keeps the value of the sources; `null` makes it unknown. */
export type OverriddenRelease = {
  region: string
  edition: string
  released?: PartialDate | null | undefined
  salesCopies?: number | null | undefined
}

/** The overrides of all releases on a platform, by the slug of the platform. */
export type ReleaseOverrides = ReadonlyMap<string, { releases: readonly OverriddenRelease[]; claim: OverrideClaim }>

/** No overrides of releases. */
export const NO_RELEASE_OVERRIDES: ReleaseOverrides = new Map()

/** Returns the releases by key, with those on overridden platforms replaced. Writes each override to `provenance`. */
export function overrideReleases(
  stated: GoldenRelease[],
  overrides: ReleaseOverrides,
  ranked: readonly Ranked[],
  provenance: Provenance,
): GoldenRelease[] {
  if (overrides.size === 0) return stated
  const byName = new Map(stated.map((release) => [releaseKey(release), release]))
  const overridden = [...overrides].flatMap(([platform, { releases }]) =>
    releases.map((release) => completed(platform, release, byName)),
  )
  for (const [platform, { claim }] of overrides)
    provenance[releaseMember({ platform })] = {
      rule: 'lock',
      winners: [],
      losers: claimsOn(platform, ranked),
      lock: claim,
    }
  return [...stated.filter(({ platform }) => !overrides.has(platform)), ...overridden].sort((one, other) =>
    releaseKey(one) < releaseKey(other) ? -1 : 1,
  )
}

function completed(
  platform: string,
  { region, edition, ...override }: OverriddenRelease,
  byName: ReadonlyMap<string, GoldenRelease>,
): GoldenRelease {
  const stated = byName.get(releaseKey({ platform, region, edition }))
  const released = override.released === undefined ? stated?.released : override.released
  const salesCopies = override.salesCopies === undefined ? stated?.salesCopies : override.salesCopies
  return { platform, region, edition, ...(released && { released }), ...(salesCopies != null && { salesCopies }) }
}

/** Returns the releases on a platform that each record states, as claims. */
function claimsOn(platform: string, ranked: readonly Ranked[]): Claim[] {
  return ranked.flatMap((by) => {
    const value = by.releases.filter((release) => release.platform === platform)
    return value.length > 0 ? [{ by: by.ref, value }] : []
  })
}

/** True if an override of this platform has releases and states the date of each, or that the date is unknown. */
function isDated(overrides: ReleaseOverrides, platform: string): boolean {
  const releases = overrides.get(platform)?.releases ?? []
  return releases.length > 0 && releases.every(({ released }) => released !== undefined)
}

/**
 * Returns a test for records whose date of the whole game no longer counts: all their releases have dates from overrides, or
 * the date coincides with one that an override has replaced.
 */
export function outdatedBy(overrides: ReleaseOverrides, ranked: readonly Ranked[]): (by: Ranked) => boolean {
  if (overrides.size === 0) return () => false
  const replaced = ranked
    .flatMap(({ releases }) => releases)
    .flatMap(({ platform, released }) => (released && isDated(overrides, platform) ? [released] : []))
  return ({ record: { released, releases = [] } }) => {
    const areAllDated = releases.length > 0 && releases.every(({ platform }) => isDated(overrides, platform))
    return areAllDated || (released !== undefined && replaced.some((date) => coincide(date, released)))
  }
}

/** True if an override gives some release this date. */
export const isOverriddenDate = (overrides: ReleaseOverrides, { date, precision }: PartialDate): boolean =>
  [...overrides.values()].some(({ releases }) =>
    releases.some(({ released }) => released?.date === date && released.precision === precision),
  )

/** True if an override states the copies sold of this release, or that they are unknown. */
export const hasOverriddenSales = (
  overrides: ReleaseOverrides,
  { platform, region, edition }: GoldenRelease,
): boolean =>
  overrides
    .get(platform)
    ?.releases.some(
      (release) => release.region === region && release.edition === edition && release.salesCopies !== undefined,
    ) ?? false
