import type { RecordRef } from '#catalogue/record-ref'

/** Two records, by where they come from. */
export type RefPair = readonly [one: RecordRef, other: RecordRef]

/** What people have decided: pairs that are one work, and pairs that never are. Both win over every score and veto. */
export type PairRules = { mustLink: readonly RefPair[]; cannotLink: readonly RefPair[] }

/** Nobody decided anything. */
export const NO_RULES: PairRules = { mustLink: [], cannotLink: [] }

/** A decision that could not be followed: `mustLink` would bring `cannotLink` together, by itself or over other decisions. */
export type Contradiction = { mustLink: RefPair; cannotLink: RefPair }

/** A record as a word: source, dataset and key in one. */
export const refName = ({ source, dataset, key }: RecordRef): string => `${source}\n${dataset}\n${key}`

/** Orders records by source, dataset and key: the one order that does not depend on where they came from. */
export function byRef(one: RecordRef, other: RecordRef): number {
  if (one.source !== other.source) return one.source < other.source ? -1 : 1
  if (one.dataset !== other.dataset) return one.dataset < other.dataset ? -1 : 1
  if (one.key === other.key) return 0
  return one.key < other.key ? -1 : 1
}
