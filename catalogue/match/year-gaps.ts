import { EXPLAINED_YEARS, share } from './compare'
import type { MatchFeatures } from './features'
import { yearGap } from './homonyms'
import type { Veto } from './veto'

type VetoOf = (one: MatchFeatures, other: MatchFeatures) => Veto | undefined

/** Records of two clusters that an edge would join. */
type ClusterPair = { some: readonly MatchFeatures[]; others: readonly MatchFeatures[] }

/**
 * True if a doubtful veto for years is between two records of two clusters and no other record of these explains the gap.
 *
 * A re-release explains a gap on one platform: the clusters share a company, or one of the two records is dated at most four
 * years from a record of the other cluster. A port explains a gap in one dataset: some record states platforms of both.
 */
export function areYearsApart(
  some: readonly MatchFeatures[],
  others: readonly MatchFeatures[],
  vetoOf: VetoOf,
): boolean {
  const clusters = { some, others }
  return some.some((one) =>
    others.some((other) => {
      const veto = vetoOf(one, other)
      if (veto === 'platformYears') return !isReRelease(one, other, clusters)
      return veto === 'listYears' && !isPort(one, other, clusters)
    }),
  )
}

const isReRelease = (one: MatchFeatures, other: MatchFeatures, { some, others }: ClusterPair): boolean =>
  others.some((member) => areClose(one, member)) ||
  some.some((member) => areClose(other, member)) ||
  some.some(({ companies }) => others.some((member) => share(companies, member.companies)))

const isPort = (one: MatchFeatures, other: MatchFeatures, { some, others }: ClusterPair): boolean =>
  [...some, ...others].some(({ platforms }) => share(one.platforms, platforms) && share(other.platforms, platforms))

/** True if both records are dated, at most four years apart. */
const areClose = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.year !== undefined && other.year !== undefined && yearGap(one, other) <= EXPLAINED_YEARS
