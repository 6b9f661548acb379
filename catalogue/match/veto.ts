import { EXPLAINED_YEARS, share, shareId, shareTitle } from './compare'
import type { MatchFeatures } from './features'
import { areOfDifferentGames, type Homonyms, yearGap } from './homonyms'
import { areListedTwice } from './listed-twice'

/**
 * Reasons that keep two records from being one game, with the text that is stored as evidence. A list in these texts is a
 * dataset. `homonyms` is also the veto of two titles with different years in brackets. `cannotLink` is a person's decision:
 * callers check it before the vetoes of `vetoOf`, which never returns it.
 */
export const VETOES = {
  listedTwice: 'one list has a separate entry for each',
  kinds: 'they are of different kinds',
  numbers: 'the numbers of their titles differ',
  ids: 'they have different ids at one source',
  homonyms: 'several games have this title, distinguished by year',
  platformYears: 'their years on one platform are five or more apart',
  listYears: 'one list dates them five or more years apart',
  cannotLink: 'a person decided that they are two games',
} as const

export type Veto = keyof typeof VETOES

/** Returns the text of a veto, with the two records it applies to. */
export const vetoText = (veto: Veto, one: MatchFeatures, other: MatchFeatures): string =>
  `${VETOES[veto]} (${nameOf(one)} and ${nameOf(other)})`

const nameOf = ({ item: { ref } }: MatchFeatures) => `${ref.source} ${ref.key}`

/** Vetoes that other records or a person can overrule: years far apart mean a re-release as often as another game. */
const DOUBTFUL: ReadonlySet<Veto> = new Set<Veto>(['platformYears', 'listYears'])

/** True if only a person can overrule this veto. False for a doubtful veto and for `undefined`. */
export const isCertain = (veto: Veto | undefined): boolean => veto !== undefined && !DOUBTFUL.has(veto)

/** True if both lists of platforms have entries and none is in both. */
const areDisjoint = (some: readonly string[], others: readonly string[]) =>
  some.length > 0 && others.length > 0 && !share(some, others)

/** True if both records state an id at the same source and the ids differ. */
const statesOtherId = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.ids.some(([space, id]) => other.ids.some(([otherSpace, otherId]) => space === otherSpace && id !== otherId))

/** True if `one` states an id at the source of `other` that is not the key of `other`, unless their platforms differ. */
const statesOtherKey = (one: MatchFeatures, { item: { ref }, platforms }: MatchFeatures): boolean =>
  !areDisjoint(one.platforms, platforms) && one.ids.some(([space, id]) => space === ref.source && id !== ref.key)

/**
 * True if the editions are equal and one record states another key at the other's source, or their ids at some source differ
 * and no id is shared. Two editions of one game can have two ids at one source and a common one at another.
 */
const idsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.edition === other.edition &&
  (statesOtherKey(one, other) || statesOtherKey(other, one) || (statesOtherId(one, other) && !shareId(one, other)))

const kindsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.kind !== undefined && other.kind !== undefined && one.kind !== other.kind

/** True if both titles have numbers and these differ. If only one has a number, a shared id can still link the two. */
const numbersDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.numbers !== other.numbers && one.numbers !== '' && other.numbers !== ''

/** Returns the year that a record states for a platform. */
const yearOn = ({ years, platforms }: MatchFeatures, platform: string) => years[platforms.indexOf(platform)]

/** Returns the largest gap between the years that both records state for a common platform; 0 if there is none. */
function gapOnPlatform(one: MatchFeatures, other: MatchFeatures): number {
  let gap = 0
  for (const platform of one.platforms) {
    const year = yearOn(one, platform)
    const otherYear = yearOn(other, platform)
    if (year !== undefined && otherYear !== undefined) gap = Math.max(gap, Math.abs(year - otherYear))
  }
  return gap
}

/** True if the years in brackets differ, or if the titles are equal and their years are those of different games. */
const areHomonyms = (one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): boolean =>
  (one.title.year !== undefined && other.title.year !== undefined && one.title.year !== other.title.year) ||
  (shareTitle(one, other) && areOfDifferentGames(one, other, homonyms))

/** True if one dataset dates both more than four years apart and they share no company: a new game as often as a port. */
const datasetYearsDiffer = (one: MatchFeatures, other: MatchFeatures) =>
  one.dataset === other.dataset && yearGap(one, other) > EXPLAINED_YEARS && !share(one.companies, other.companies)

/** Returns the first veto against two records being the same game; `undefined` if there is none. */
export function vetoOf(one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): Veto | undefined {
  if (areListedTwice(one, other)) return 'listedTwice'
  if (kindsDiffer(one, other)) return 'kinds'
  if (numbersDiffer(one, other)) return 'numbers'
  if (idsDiffer(one, other)) return 'ids'
  if (shareId(one, other)) return undefined
  if (areHomonyms(one, other, homonyms)) return 'homonyms'
  // Another edition may be released years later.
  if (one.edition !== other.edition) return undefined
  if (gapOnPlatform(one, other) > EXPLAINED_YEARS && !share(one.companies, other.companies)) return 'platformYears'
  return datasetYearsDiffer(one, other) ? 'listYears' : undefined
}
