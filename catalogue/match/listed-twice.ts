import { share } from './compare'
import type { MatchFeatures } from './features'

/** The days of a package that are known. */
const daysOf = ({ packages, days }: MatchFeatures, wanted: string): string[] =>
  days.flatMap((day, at) => (day !== undefined && packages[at] === wanted ? [day] : []))

/** Whoever lists a package twice knows two things by it, unless the two entries say the same to the day. */
export const areListedTwice = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.list === other.list &&
  one.packages.some(
    (each) =>
      other.packages.includes(each) && !(one.plain === other.plain && share(daysOf(one, each), daysOf(other, each))),
  )
