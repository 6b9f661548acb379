import { EXPLAINED_YEARS, share, shareId, shareTitle } from './compare'
import type { MatchFeatures } from './features'
import { areOfDifferentWorks, type Homonyms, yearGap } from './homonyms'
import { areListedTwice } from './listed-twice'

/** Why two records cannot be one work, in words. */
export const VETOES = {
  listedTwice: 'one list has both',
  kinds: 'they are of different kinds',
  numbers: 'the numbers of their titles differ',
  ids: 'they have different ids at one source',
  homonyms: 'their title names several works, told apart by the year',
  platformYears: 'their years on one platform are five or more apart',
  listYears: 'one list dates them five or more years apart',
  cannotLink: 'a person said that they are two works',
} as const

export type Veto = keyof typeof VETOES

/** A veto in words, with the two records it is true of. */
export const vetoText = (veto: Veto, one: MatchFeatures, other: MatchFeatures): string =>
  `${VETOES[veto]} (${nameOf(one)} and ${nameOf(other)})`

const nameOf = ({ item: { ref } }: MatchFeatures) => `${ref.source} ${ref.key}`

/** Years that are far apart are those of a re-release as well as of a namesake: they part records, but other records or a person may
 * join them. */
const DOUBTFUL: ReadonlySet<Veto> = new Set<Veto>(['platformYears', 'listYears'])

/** Whether a veto leaves no doubt. */
export const isCertain = (veto: Veto | undefined): boolean => veto !== undefined && !DOUBTFUL.has(veto)

/** Known platforms that never addPair. Where either is unknown they may be the same. */
const areDisjoint = (some: readonly string[], others: readonly string[]) =>
  some.length > 0 && others.length > 0 && !share(some, others)

/** Whether `one` names another id than `other` in a space where both have one. */
const namesAnotherId = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.ids.some(([space, id]) => other.ids.some(([otherSpace, otherId]) => space === otherSpace && id !== otherId))

/** Whether `one` names another entry of the list that `other` is of, on a platform that may be the same. */
const namesAnotherEntry = (one: MatchFeatures, { item: { ref }, platforms }: MatchFeatures): boolean =>
  !areDisjoint(one.platforms, platforms) && one.ids.some(([space, id]) => space === ref.source && id !== ref.key)

/** Two ids of one space are two works, unless they are two packages of one, or another space has one id for both. */
const idsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.edition === other.edition &&
  (namesAnotherEntry(one, other) ||
    namesAnotherEntry(other, one) ||
    (namesAnotherId(one, other) && !shareId(one, other)))

const kindsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.kind !== undefined && other.kind !== undefined && one.kind !== other.kind

/** An id may join a numbered title to one without a number, never to one with another number. */
const numbersDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.numbers !== other.numbers && one.numbers !== '' && other.numbers !== ''

/** The year a record states for a platform. */
const yearOn = (features: MatchFeatures, platform: string) => features.years[features.platforms.indexOf(platform)]

/** The largest gap between the years the two state for a platform they share; 0 where they state none. */
function gapOnPlatform(one: MatchFeatures, other: MatchFeatures): number {
  let gap = 0
  for (const platform of one.platforms) {
    const year = yearOn(one, platform)
    const otherYear = yearOn(other, platform)
    if (year !== undefined && otherYear !== undefined) gap = Math.max(gap, Math.abs(year - otherYear))
  }
  return gap
}

/** Whether the years tell two works of one title apart: those in brackets, or any where the title is known to name several. */
const areHomonyms = (one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): boolean =>
  (one.title.year !== undefined && other.title.year !== undefined && one.title.year !== other.title.year) ||
  (shareTitle(one, other) && areOfDifferentWorks(one, other, homonyms))

/** In one list, a title that comes back years later without a house in common is a new work as often as a port. */
const listYearsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.list === other.list && yearGap(one, other) > EXPLAINED_YEARS && !share(one.companies, other.companies)

/** Why two records are not the same work, if anything forbids it. `namesakes` tells which titles name several works. */
export function vetoOf(one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): Veto | undefined {
  if (areListedTwice(one, other)) return 'listedTwice'
  if (kindsDiffer(one, other)) return 'kinds'
  if (numbersDiffer(one, other)) return 'numbers'
  if (idsDiffer(one, other)) return 'ids'
  if (shareId(one, other)) return undefined
  if (areHomonyms(one, other, homonyms)) return 'homonyms'
  // Another edition of a work comes out years later.
  if (one.edition !== other.edition) return undefined
  if (gapOnPlatform(one, other) > EXPLAINED_YEARS && !share(one.companies, other.companies)) return 'platformYears'
  return listYearsDiffer(one, other) ? 'listYears' : undefined
}
