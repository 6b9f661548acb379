import type { GoldenRelease } from './golden'
import type { Claim, Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'
import { nameOf, releasesOf } from './releases'

/** The releases whose copies add up: a worldwide figure of a platform holds its regions, they are not added to it. */
function countedReleases(releases: readonly GoldenRelease[]): GoldenRelease[] {
  const stated = releases.filter(({ salesCopies }) => salesCopies !== undefined)
  const worldwide = new Set(stated.filter(({ region }) => region === '').map(({ platform }) => platform))
  return stated.filter(({ platform, region }) => region === '' || !worldwide.has(platform))
}

/** Who states the copies of a release that won. */
function claimOf(release: GoldenRelease, ranked: readonly Ranked[]): Claim[] {
  const name = nameOf(release)
  const by = ranked.find((item) =>
    releasesOf(item).some((stated) => stated.salesCopies === release.salesCopies && nameOf(stated) === name),
  )
  return by ? [{ by: by.ref, value: release.salesCopies }] : []
}

/** Copies sold: the sum over the releases, else the best figure stated for the whole work. */
export function mergeSales(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  provenance: Provenance,
): number | undefined {
  const counted = countedReleases(releases)
  const works = statedBy(ranked, ({ record }) => record.salesCopies)
  if (counted.length === 0) return choose(provenance, 'salesCopies', works)
  const winners = counted.flatMap((release) => claimOf(release, ranked))
  provenance.salesCopies = { rule: ranked.length > 1 && winners.length > 1 ? 'union' : 'only', winners, losers: [] }
  return counted.reduce((sum, { salesCopies = 0 }) => sum + salesCopies, 0)
}
