import type { GoldenRelease } from './golden'
import { hasOverriddenSales, type ReleaseOverrides } from './overridden-releases'
import type { Claim, Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'
import { recordReleases, releaseKey } from './releases'

/** Returns the releases whose copies are added up: regions are left out where the platform has a worldwide figure. */
function countedReleases(releases: readonly GoldenRelease[]): GoldenRelease[] {
  const stated = releases.filter(({ salesCopies }) => salesCopies !== undefined)
  const worldwide = new Set(stated.filter(({ region }) => region === '').map(({ platform }) => platform))
  return stated.filter(({ platform, region }) => region === '' || !worldwide.has(platform))
}

/** Returns the best-ranked record that states the copies of a release, as a claim; none if only an override does. */
function claimOf(release: GoldenRelease, ranked: readonly Ranked[]): Claim[] {
  const name = releaseKey(release)
  const by = ranked.find((item) =>
    recordReleases(item).some((stated) => stated.salesCopies === release.salesCopies && releaseKey(stated) === name),
  )
  return by ? [{ by: by.ref, value: release.salesCopies }] : []
}

/**
 * Returns the copies sold: the sum over the releases, or without one the best figure stated for the whole game. This figure also
 * wins over a smaller sum that comes from overrides alone.
 */
export function mergeSales(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  overrides: ReleaseOverrides,
  provenance: Provenance,
): number | undefined {
  const counted = countedReleases(releases)
  const overridden = counted.filter((release) => hasOverriddenSales(overrides, release))
  const sum = counted.reduce((copies, { salesCopies = 0 }) => copies + salesCopies, 0)
  const ofGame = statedBy(ranked, ({ record }) => record.salesCopies)
  const isMore = overridden.length === counted.length && (ofGame[0]?.value ?? 0) > sum
  if (counted.length === 0 || isMore) return choose(provenance, 'salesCopies', ofGame)
  const winners = counted.flatMap((release) => claimOf(release, ranked))
  const rule = ranked.length > 1 && winners.length > 1 ? 'union' : 'only'
  provenance.salesCopies = { rule: overridden.length > 0 ? 'lock' : rule, winners, losers: [] }
  return sum
}
