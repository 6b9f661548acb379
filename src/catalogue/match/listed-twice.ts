import type { Subject } from './subject'

/** Whoever lists a package twice knows two things by it, unless the two entries say the same to the day. */
export const areListedTwice = (one: Subject, other: Subject): boolean =>
  one.list === other.list &&
  one.packages.some((each, at) => {
    const twin = other.packages.indexOf(each)
    return twin >= 0 && !(one.plain === other.plain && one.days[at] !== undefined && one.days[at] === other.days[twin])
  })
