import { shareId, shareTitle } from './compare'
import type { Subject } from './subject'
import { EXPLAINED_YEARS, EXPLAINED_YEARS_OF_NAMESAKES } from './weights'

const share = (some: readonly string[], others: readonly string[]) => some.some((one) => others.includes(one))

/** Known platforms that never meet. Where either is unknown they may be the same. */
const apart = (one: Subject, other: Subject) =>
  one.platforms.length > 0 && other.platforms.length > 0 && !share(one.platforms, other.platforms)

/** Whether `one` names another id than `other` in a space where both have one. */
function namesAnother(one: Subject, other: Subject): boolean {
  const { source, key } = other.item.ref
  return one.ids.some(
    ([space, id]) =>
      other.ids.some(([otherSpace, otherId]) => space === otherSpace && id !== otherId) ||
      (space === source && id !== key && !apart(one, other)),
  )
}

/** Two ids of one space are two works, unless they are two packages of one. */
const idsDiffer = (one: Subject, other: Subject) =>
  one.edition === other.edition && (namesAnother(one, other) || namesAnother(other, one))

const kindsDiffer = (one: Subject, other: Subject) =>
  one.kind !== undefined && other.kind !== undefined && one.kind !== other.kind

/** An id may join a numbered title to one without a number, never to one with another number. */
const numbersDiffer = (one: Subject, other: Subject) =>
  one.numbers !== other.numbers && one.numbers !== '' && other.numbers !== ''

const listedTwice = (one: Subject, other: Subject) => one.list === other.list && share(one.packages, other.packages)

/** The year a record states for a platform. */
const yearOn = (subject: Subject, platform: string) => subject.years[subject.platforms.indexOf(platform)]

/** The largest gap between the years the two state for a platform they share; 0 where they state none. */
function gapOnPlatform(one: Subject, other: Subject): number {
  let gap = 0
  for (const platform of one.platforms) {
    const year = yearOn(one, platform)
    const otherYear = yearOn(other, platform)
    if (year !== undefined && otherYear !== undefined) gap = Math.max(gap, Math.abs(year - otherYear))
  }
  return gap
}

const gapOfWorks = (one: Subject, other: Subject) =>
  one.year === undefined || other.year === undefined ? 0 : Math.abs(one.year - other.year)

/** Whether one list itself holds the two as namesakes: one title and package, years apart. */
export const areNamesakes = (one: Subject, other: Subject): boolean =>
  one.title.compact === other.title.compact &&
  listedTwice(one, other) &&
  gapOfWorks(one, other) > EXPLAINED_YEARS_OF_NAMESAKES

/** Whether the years contradict: on a shared platform, and for a title known to name several works on any. */
function yearsDiffer(one: Subject, other: Subject, namesakes: ReadonlySet<string>): boolean {
  if (shareId(one, other)) return false
  if (gapOnPlatform(one, other) > EXPLAINED_YEARS) return true
  const toldApart = one.title.year !== other.title.year || namesakes.has(one.title.compact)
  return toldApart && shareTitle(one, other) && gapOfWorks(one, other) > EXPLAINED_YEARS_OF_NAMESAKES
}

/** Whether two records can never be the same work. `namesakes` are the compact titles that name several works. */
export const vetoed = (one: Subject, other: Subject, namesakes: ReadonlySet<string>): boolean =>
  listedTwice(one, other) ||
  kindsDiffer(one, other) ||
  numbersDiffer(one, other) ||
  idsDiffer(one, other) ||
  yearsDiffer(one, other, namesakes)
