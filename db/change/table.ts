import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const CHANGE_KINDS = ['created', 'updated', 'merged', 'split', 'deleted'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What happened to games. `seq` is the order in which it could be seen: a trigger makes writers take turns. */
export const gameChange = pgTable('game_change', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  gameId: uuid('game_id').notNull(),
  kind: text('kind', { enum: CHANGE_KINDS }).notNull(),
  version: integer('version').notNull(),
  /** The game that one was merged into, or came out of. */
  intoId: uuid('into_id'),
  decisionId: uuid('decision_id'),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
})
