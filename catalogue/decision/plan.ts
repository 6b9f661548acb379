import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { RelationRuling } from '#catalogue/relation'
import type { MatchRule } from './rules'

/**
 * What must hold for the records of two games to be one: each is tied to the first, for whatever keeps the two games apart
 * would keep apart what only the scores hold together.
 */
export const rulesOfMerge = (some: readonly RecordRef[], others: readonly RecordRef[]): MatchRule[] =>
  mustLinkAll([...some, ...others])

/** Why records cannot be taken out of a game. */
export type SplitRefusal = 'nothing_taken' | 'nothing_left' | 'not_of_this_game'

/**
 * What must hold for some records of a game to be another game: none of them belongs to any that stays, and they stay
 * together.
 */
export function rulesOfSplit(members: readonly RecordRef[], taken: readonly RecordRef[]): MatchRule[] | SplitRefusal {
  const wanted = new Map(taken.map((ref) => [refName(ref), ref]))
  const leaving = members.filter((ref) => wanted.has(refName(ref)))
  const staying = members.filter((ref) => !wanted.has(refName(ref)))
  if (leaving.length < wanted.size) return 'not_of_this_game'
  if (leaving.length === 0) return 'nothing_taken'
  if (staying.length === 0) return 'nothing_left'
  const apart = leaving.flatMap((one) => staying.map((other): MatchRule => ({ kind: 'cannot_link', one, other })))
  return [...apart, ...mustLinkAll(leaving)]
}

/** Each record tied to the first. */
const mustLinkAll = ([first, ...others]: readonly RecordRef[]): MatchRule[] =>
  first ? others.map((other) => ({ kind: 'must_link', one: first, other })) : []

/** What a game is to another one, which is named by its oldest record. */
export type RelatedRecord = Omit<RelationRuling, 'holds'>

/**
 * What must be said of a game so that it is related as wanted: all that is wanted holds, and what is served today beyond that
 * does not, nor what was denied before. Of games that come later nothing is said.
 */
export function rulingsOfRelated(
  wanted: readonly RelatedRecord[],
  served: readonly RelatedRecord[],
  former: readonly RelationRuling[],
): RelationRuling[] {
  const nameOf = ({ relation, record }: RelatedRecord) => `${relation}\n${refName(record)}`
  const denied = [...served, ...former.filter(({ holds }) => !holds)]
  const rulings = [
    ...denied.map((said) => ({ ...said, holds: false })),
    ...wanted.map((said) => ({ ...said, holds: true })),
  ]
  return [...new Map(rulings.map((ruling) => [nameOf(ruling), ruling])).values()]
}
