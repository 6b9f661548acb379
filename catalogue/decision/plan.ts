import { refName } from '#catalogue/match/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { RelationRuling } from '#catalogue/relation'
import type { MatchRule } from './rules'

/**
 * Returns the rules that merge two games, given the records of both: must-links from the first record to all the others.
 *
 * One must-link between the games is not enough: a conflict that keeps them apart could then split off records that are linked by
 * score alone.
 */
export const rulesOfMerge = (some: readonly RecordRef[], others: readonly RecordRef[]): MatchRule[] =>
  mustLinkAll([...some, ...others])

/** Reason why records cannot be split off a game. */
export type SplitRefusal = 'nothing_taken' | 'nothing_left' | 'not_of_this_game'

/**
 * Returns the rules that split records off a game, or the reason why that is impossible. The rules are a cannot-link between each
 * of them and each remaining record, and must-links that keep them together.
 */
export function rulesOfSplit(members: readonly RecordRef[], taken: readonly RecordRef[]): MatchRule[] | SplitRefusal {
  const takenByName = new Map(taken.map((ref) => [refName(ref), ref]))
  const leaving = members.filter((ref) => takenByName.has(refName(ref)))
  const staying = members.filter((ref) => !takenByName.has(refName(ref)))
  if (leaving.length < takenByName.size) return 'not_of_this_game'
  if (leaving.length === 0) return 'nothing_taken'
  if (staying.length === 0) return 'nothing_left'
  const apart = leaving.flatMap((one) => staying.map((other): MatchRule => ({ kind: 'cannot_link', one, other })))
  return [...apart, ...mustLinkAll(leaving)]
}

/** Returns must-links from the first record to all the others. */
const mustLinkAll = ([first, ...others]: readonly RecordRef[]): MatchRule[] =>
  first ? others.map((other) => ({ kind: 'must_link', one: first, other })) : []

/** A relation to another game, which is identified by its oldest record. */
export type RelatedRecord = Omit<RelationRuling, 'holds'>

/**
 * Returns the rulings after which a game has the `wanted` relations only: these hold, and other relations that the game has now
 * (`served`) or that `former` rulings denied do not. Relations to games that are loaded later are not ruled out.
 */
export function rulingsOfRelated(
  wanted: readonly RelatedRecord[],
  served: readonly RelatedRecord[],
  former: readonly RelationRuling[],
): RelationRuling[] {
  const keyOf = ({ relation, record }: RelatedRecord) => `${relation}\n${refName(record)}`
  const denied = [...served, ...former.filter(({ holds }) => !holds)]
  const rulings = [
    ...denied.map((related) => ({ ...related, holds: false })),
    ...wanted.map((related) => ({ ...related, holds: true })),
  ]
  return [...new Map(rulings.map((ruling) => [keyOf(ruling), ruling])).values()]
}
