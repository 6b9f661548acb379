import { share } from './compare'
import type { MatchFeatures } from './features'

/** Returns the known release days of a package. */
const daysOf = ({ packages, days }: MatchFeatures, wanted: string): string[] =>
  days.flatMap((day, at) => (day !== undefined && packages[at] === wanted ? [day] : []))

/**
 * True if one dataset has both records for the same platform, region and edition: then they are two games. False if title and
 * release day agree as well: then the dataset repeats an entry.
 */
export const areListedTwice = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.dataset === other.dataset &&
  one.packages.some(
    (each) =>
      other.packages.includes(each) && !(one.plain === other.plain && share(daysOf(one, each), daysOf(other, each))),
  )
