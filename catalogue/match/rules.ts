import type { RecordRef } from '#catalogue/record-ref'

/** Refs of two records. */
export type RefPair = readonly [one: RecordRef, other: RecordRef]

/** People's decisions: pairs that are one game and pairs that are not. They take precedence over all scores and vetoes. */
export type PairRules = { mustLink: readonly RefPair[]; cannotLink: readonly RefPair[] }

/** Rules without any decision. */
export const NO_RULES: PairRules = { mustLink: [], cannotLink: [] }

/** Decisions that contradict each other: `mustLink`, alone or with other decisions, would join the records of `cannotLink`. */
export type Contradiction = { mustLink: RefPair; cannotLink: RefPair }

/** Returns source, dataset and key of a record as one string, unique for each ref. */
export const refName = ({ source, dataset, key }: RecordRef): string => `${source}\n${dataset}\n${key}`

/** Compares refs by source, dataset and key, in the order of UTF-16 code units, whatever the locale. */
export function byRef(one: RecordRef, other: RecordRef): number {
  if (one.source !== other.source) return one.source < other.source ? -1 : 1
  if (one.dataset !== other.dataset) return one.dataset < other.dataset ? -1 : 1
  if (one.key === other.key) return 0
  return one.key < other.key ? -1 : 1
}
