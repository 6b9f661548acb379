import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** The kinds of change of a game. */
export const CHANGE_KINDS = ['created', 'updated', 'merged', 'split', 'deleted'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * Changes of games. `seq` is the order in which they were committed: a trigger lets one transaction at a time insert changes,
 * so a reader that goes on after the last `seq` it has seen misses none.
 */
export const gameChange = pgTable('game_change', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  gameId: uuid('game_id').notNull(),
  kind: text('kind', { enum: CHANGE_KINDS }).notNull(),
  version: integer('version').notNull(),
  /** The game it was merged into (`merged`) or split from (`split`). */
  intoId: uuid('into_id'),
  decisionId: uuid('decision_id'),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
})

/** Restorations of backups: the numbers after `lastKept`, up to `lastSkipped`, are of changes that the catalogue no longer has. */
export const feedRestart = pgTable('feed_restart', {
  lastKept: bigint('last_kept', { mode: 'number' }).notNull(),
  lastSkipped: bigint('last_skipped', { mode: 'number' }).primaryKey(),
  restoredAt: timestamp('restored_at', { withTimezone: true }).notNull().defaultNow(),
})
