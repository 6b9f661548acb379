import { bigint, jsonb, pgTable, primaryKey, real, smallint, uuid } from 'drizzle-orm/pg-core'
import type { Evidence } from '#catalogue/match/evidence'
import { game } from '../game/table'
import { sourceRecord } from '../record/table'

const recordId = () => bigint('record_id', { mode: 'number' })

/** Two records that share a key are compared; a key is a 64-bit hash of what could make them the same work. */
export const matchKey = pgTable(
  'match_key',
  { recordId: recordId().notNull(), key: bigint('key', { mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.recordId, table.key] })],
)

/** Records whose match must be decided again. */
export const matchPending = pgTable('match_pending', { recordId: recordId().primaryKey() })

/** Which game a record belongs to, and why. */
export const matchLink = pgTable('match_link', {
  recordId: recordId()
    .primaryKey()
    .references(() => sourceRecord.id, { onDelete: 'cascade' }),
  gameId: uuid('game_id')
    .notNull()
    .references(() => game.id),
  score: real('score').notNull(),
  evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
})

/** Every record the running matcher must look at, and the connected component it belongs to. */
export const matchComponent = pgTable('match_component', {
  recordId: recordId().primaryKey(),
  component: bigint('component', { mode: 'number' }).notNull(),
  round: smallint('round').notNull(),
})

/** What connects those records: their keys, and the game they share today. */
export const matchEdge = pgTable('match_edge', {
  recordId: recordId().notNull(),
  key: bigint('key', { mode: 'bigint' }).notNull(),
})
