import type { GoldenRelease } from './golden'
import { hasOverriddenSales, type ReleaseOverrides } from './overridden-releases'
import type { Claim, Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'
import { recordReleases, releaseKey } from './releases'

/** The releases whose copies add up: a worldwide figure of a platform holds its regions, they are not added to it. */
function countedReleases(releases: readonly GoldenRelease[]): GoldenRelease[] {
  const stated = releases.filter(({ salesCopies }) => salesCopies !== undefined)
  const worldwide = new Set(stated.filter(({ region }) => region === '').map(({ platform }) => platform))
  return stated.filter(({ platform, region }) => region === '' || !worldwide.has(platform))
}

/** Who states the copies of a release that won. */
function claimOf(release: GoldenRelease, ranked: readonly Ranked[]): Claim[] {
  const name = releaseKey(release)
  const by = ranked.find((item) =>
    recordReleases(item).some((stated) => stated.salesCopies === release.salesCopies && releaseKey(stated) === name),
  )
  return by ? [{ by: by.ref, value: release.salesCopies }] : []
}

/**
 * Copies sold: the sum over the releases, else the best figure stated for the whole work. A figure of the whole work is more
 * than a smaller sum of what people alone state.
 */
export function mergeSales(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  fixed: ReleaseOverrides,
  provenance: Provenance,
): number | undefined {
  const counted = countedReleases(releases)
  const ours = counted.filter((release) => hasOverriddenSales(fixed, release))
  const sum = counted.reduce((copies, { salesCopies = 0 }) => copies + salesCopies, 0)
  const works = statedBy(ranked, ({ record }) => record.salesCopies)
  const isMore = ours.length === counted.length && (works[0]?.value ?? 0) > sum
  if (counted.length === 0 || isMore) return choose(provenance, 'salesCopies', works)
  const winners = counted.flatMap((release) => claimOf(release, ranked))
  const rule = ranked.length > 1 && winners.length > 1 ? 'union' : 'only'
  provenance.salesCopies = { rule: ours.length > 0 ? 'lock' : rule, winners, losers: [] }
  return sum
}
