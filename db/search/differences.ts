/**
 * Kinds of difference between the index and the catalogue. `missing`: no document. `extra`: a document without a live game.
 * `stale`: a document of an older version. `ahead`: of a newer one, as after Postgres was restored from a backup. `damaged`: of the
 * right version, with other content.
 */
export const DIFFERENCES = ['missing', 'extra', 'stale', 'ahead', 'damaged'] as const

export type DifferenceKind = (typeof DIFFERENCES)[number]

/** Ids of documents that differ, by kind. Games in the outbox are in none of them: the relay has yet to index them. */
export type Differences = Record<DifferenceKind, string[]>

export const noDifferences = (): Differences => ({ missing: [], extra: [], stale: [], ahead: [], damaged: [] })

/** Counts the documents that differ. */
export const countDifferences = (differences: Differences): number =>
  DIFFERENCES.reduce((sum, kind) => sum + differences[kind].length, 0)
