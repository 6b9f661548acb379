import { EXPLAINED_YEARS, share } from './compare'
import type { MatchFeatures } from './features'
import { yearGap } from './homonyms'
import type { Veto } from './veto'

type VetoOf = (one: MatchFeatures, other: MatchFeatures) => Veto | undefined

/** The records of two clusters that are about to become one. */
type ClusterPair = { some: readonly MatchFeatures[]; others: readonly MatchFeatures[] }

/**
 * Whether years that lie far apart keep two clusters apart, which another record of theirs may explain.
 *
 * On one platform they are those of a re-release where a house is shared, or where the other cluster has a year close by.
 * On two platforms they are those of a port where one record names both.
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
  others.some((mate) => areClose(one, mate)) ||
  some.some((mate) => areClose(other, mate)) ||
  some.some(({ companies }) => others.some((stranger) => share(companies, stranger.companies)))

const isPort = (one: MatchFeatures, other: MatchFeatures, { some, others }: ClusterPair): boolean =>
  [...some, ...others].some(({ platforms }) => share(one.platforms, platforms) && share(other.platforms, platforms))

/** Whether two works are dated within the years that regions and late ports explain. */
const areClose = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.year !== undefined && other.year !== undefined && yearGap(one, other) <= EXPLAINED_YEARS
