import type { PartialDate } from '#catalogue/record'
import type { GoldenRelease } from './golden'
import { type Claim, type OverrideClaim, type Provenance, releaseMember } from './provenance'
import type { Ranked } from './rank'
import { coincide, recordReleases, releaseKey } from './releases'

/** A release as a person states it: what is absent is as the sources state it, `null` is known to nobody. */
export type OverriddenRelease = {
  region: string
  edition: string
  released?: PartialDate | null | undefined
  salesCopies?: number | null | undefined
}

/** All releases on a platform as a person states them, by the slug of the platform. */
export type ReleaseOverrides = ReadonlyMap<string, { releases: readonly OverriddenRelease[]; lock: OverrideClaim }>

/** Nobody stated anything. */
export const NO_RELEASE_OVERRIDES: ReleaseOverrides = new Map()

/** The releases in their order, those on platforms that people fixed as they say; into `provenance` who did, beside the sources. */
export function overrideReleases(
  stated: GoldenRelease[],
  fixed: ReleaseOverrides,
  ranked: readonly Ranked[],
  provenance: Provenance,
): GoldenRelease[] {
  if (fixed.size === 0) return stated
  const byName = new Map(stated.map((release) => [releaseKey(release), release]))
  const ours = [...fixed].flatMap(([platform, { releases }]) =>
    releases.map((release) => completed(platform, release, byName)),
  )
  for (const [platform, { lock }] of fixed)
    provenance[releaseMember({ platform })] = { rule: 'lock', winners: [], losers: claimsOn(platform, ranked), lock }
  return [...stated.filter(({ platform }) => !fixed.has(platform)), ...ours].sort((one, other) =>
    releaseKey(one) < releaseKey(other) ? -1 : 1,
  )
}

function completed(
  platform: string,
  { region, edition, ...said }: OverriddenRelease,
  byName: ReadonlyMap<string, GoldenRelease>,
): GoldenRelease {
  const stated = byName.get(releaseKey({ platform, region, edition }))
  const released = said.released === undefined ? stated?.released : said.released
  const salesCopies = said.salesCopies === undefined ? stated?.salesCopies : said.salesCopies
  return { platform, region, edition, ...(released && { released }), ...(salesCopies != null && { salesCopies }) }
}

/** What each source says came out on a platform. */
function claimsOn(platform: string, ranked: readonly Ranked[]): Claim[] {
  return ranked.flatMap((by) => {
    const value = recordReleases(by).filter((release) => release.platform === platform)
    return value.length > 0 ? [{ by: by.ref, value }] : []
  })
}

/** Whether people say of every release on this platform when it came out. */
function isDated(fixed: ReleaseOverrides, platform: string): boolean {
  const releases = fixed.get(platform)?.releases ?? []
  return releases.length > 0 && releases.every(({ released }) => released !== undefined)
}

/**
 * Tells of a record whether its date of the whole work is that of releases which people date otherwise: it counts no more
 * than theirs.
 */
export function outdatedBy(fixed: ReleaseOverrides, ranked: readonly Ranked[]): (by: Ranked) => boolean {
  if (fixed.size === 0) return () => false
  const former = ranked
    .flatMap(recordReleases)
    .flatMap(({ platform, released }) => (released && isDated(fixed, platform) ? [released] : []))
  return ({ record: { released, releases = [] } }) => {
    const isOfThese = releases.length > 0 && releases.every(({ platform }) => isDated(fixed, platform))
    return isOfThese || (released !== undefined && former.some((date) => coincide(date, released)))
  }
}

/** Whether a person says that some release came out on this date. */
export const isOverriddenDate = (fixed: ReleaseOverrides, { date, precision }: PartialDate): boolean =>
  [...fixed.values()].some(({ releases }) =>
    releases.some(({ released }) => released?.date === date && released.precision === precision),
  )

/** Whether a person says how many copies of this release were sold. */
export const hasOverriddenSales = (fixed: ReleaseOverrides, { platform, region, edition }: GoldenRelease): boolean =>
  fixed
    .get(platform)
    ?.releases.some((said) => said.region === region && said.edition === edition && said.salesCopies !== undefined) ??
  false
