import type { GoldenRelease } from './golden'
import { hasOverriddenSales, type ReleaseOverrides } from './overridden-releases'
import type { CountedCopies, Provenance } from './provenance'
import { addLosers, choose, type Ranked, type Stated, statedBy, toClaim } from './rank'
import { releaseKey } from './releases'

const sumOf = (releases: readonly GoldenRelease[]): number =>
  releases.reduce((copies, { salesCopies = 0 }) => copies + salesCopies, 0)

/** Releases whose copies are added up, and worldwide ones whose copies are fewer than those of the regions: they count one region. */
type Counted = { counted: GoldenRelease[]; oneRegion: GoldenRelease[] }

/** Returns the releases to add up: of each platform those of the regions, if they are more than the worldwide ones, or else these. */
function countedReleases(releases: readonly GoldenRelease[]): Counted {
  const platforms = Map.groupBy(
    releases.filter(({ salesCopies }) => salesCopies !== undefined),
    ({ platform }) => platform,
  )
  const found: Counted = { counted: [], oneRegion: [] }
  for (const stated of platforms.values()) {
    const worldwide = stated.filter(({ region }) => region === '')
    const regions = stated.filter(({ region }) => region !== '')
    const isOneRegion = sumOf(regions) > sumOf(worldwide)
    found.counted.push(...(worldwide.length === 0 || isOneRegion ? regions : worldwide))
    if (isOneRegion) found.oneRegion.push(...worldwide)
  }
  return found
}

/** Returns the best-ranked record that states the copies of a release; none if only an override does. */
function statesCopies(release: GoldenRelease, ranked: readonly Ranked[]): Stated<number>[] {
  const name = releaseKey(release)
  const { salesCopies: value } = release
  const by = ranked.find((item) =>
    item.releases.some((stated) => stated.salesCopies === value && releaseKey(stated) === name),
  )
  return by && value !== undefined ? [{ by, value }] : []
}

/** Returns which copies the figures of these records count, on these platforms; `null` in `copies` if they differ or do not say. */
function countOf(stated: readonly Stated<number>[], platforms: readonly string[]): CountedCopies {
  const counts = new Set(stated.map(({ by }) => by.salesCount ?? null))
  const [copies = null] = counts
  return { copies: counts.size === 1 ? copies : null, platforms: [...new Set(platforms)].sort() }
}

/**
 * Returns the copies sold: the sum over the releases, or without one the best figure stated for the whole game. This figure also
 * wins over a smaller sum that comes from overrides alone. Writes to `provenance` which copies are counted.
 */
export function mergeSales(
  ranked: readonly Ranked[],
  releases: readonly GoldenRelease[],
  overrides: ReleaseOverrides,
  provenance: Provenance,
): number | undefined {
  const { counted, oneRegion } = countedReleases(releases)
  const overridden = counted.filter((release) => hasOverriddenSales(overrides, release))
  const sum = sumOf(counted)
  const ofGame = statedBy(ranked, ({ record }) => record.salesCopies)
  const isMore = overridden.length === counted.length && (ofGame[0]?.value ?? 0) > sum
  if (counted.length === 0 || isMore) return copiesOfGame(ofGame, provenance)
  const stated = counted.flatMap((release) => statesCopies(release, ranked))
  const rule = ranked.length > 1 && stated.length > 1 ? 'union' : 'only'
  provenance.salesCopies = {
    rule: overridden.length > 0 ? 'lock' : rule,
    winners: stated.map(toClaim),
    losers: [],
    counts: countOf(
      stated,
      counted.map(({ platform }) => platform),
    ),
  }
  addLosers(
    provenance,
    'salesCopies',
    'one_region',
    oneRegion.flatMap((release) => statesCopies(release, ranked)),
  )
  return sum
}

function copiesOfGame(ofGame: readonly Stated<number>[], provenance: Provenance): number | undefined {
  const copies = choose(provenance, 'salesCopies', ofGame)
  const [best] = ofGame
  if (provenance.salesCopies && best) provenance.salesCopies.counts = countOf([best], [])
  return copies
}
