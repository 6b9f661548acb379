import type { RecordRef } from '#catalogue/record-ref'

/** The rule that let a value win: a person's lock first, then the source's trust, completeness, recency. */
export type MergeRule =
  | 'lock'
  | 'only'
  | 'trust'
  | 'completeness'
  | 'recency'
  | 'name'
  | 'largest'
  | 'union'
  | 'earliest'

/** A value a source stated for a field, and who stated it. */
export type Claim = { by: RecordRef; value: unknown }

/** Who fixed a field, when (ISO), why, and to what. */
export type OverrideClaim = { author: string; reason: string | null; at: string; value: unknown }

/**
 * Why a field of a game has its value: the claims that won, those that lost, and the rule that decided. Of a field that a
 * person fixed nothing a source states has won, but for relations, which people and sources state side by side. What follows
 * from releases that a person fixed has the rule `lock` without a lock of its own.
 */
export type FieldProvenance = { rule: MergeRule; winners: Claim[]; losers: Claim[]; lock?: OverrideClaim }

/** Per field of the game, where its value comes from. Fields nobody states are absent. */
export type Provenance = Record<string, FieldProvenance>
