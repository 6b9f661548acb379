import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import type { Evidence } from '#catalogue/match/evidence'
import { game } from '#db/game/table'
import { sourceRecord } from '#db/record/table'

const recordId = () => bigint('record_id', { mode: 'number' })

/** Two records that share a key are compared; a key is a 64-bit hash of what could make them the same work. */
export const matchKey = pgTable(
  'match_key',
  { recordId: recordId().notNull(), key: bigint('key', { mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.recordId, table.key] })],
)

/** Records whose match must be decided; `again` are those that have not changed since their run counted them. */
export const matchPending = pgTable('match_pending', {
  recordId: recordId().primaryKey(),
  again: boolean('again').notNull().default(false),
})

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

const reviewed = (name: string) =>
  bigint(name, { mode: 'number' })
    .notNull()
    .references(() => sourceRecord.id, { onDelete: 'cascade' })

/** Two records of different games that may be one work: a person should look. */
export const matchReview = pgTable(
  'match_review',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    oneRecord: reviewed('one_record'),
    otherRecord: reviewed('other_record'),
    score: real('score').notNull(),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
    foundAt: timestamp('found_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('match_review_one_record_other_record_key').on(table.oneRecord, table.otherRecord)],
)

/** What agreement is worth, as learned from the records that were here then; the latest version is in force. */
export const matchWeights = pgTable('match_weights', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  learnedAt: timestamp('learned_at', { withTimezone: true }).notNull().defaultNow(),
  scale: jsonb('scale').$type<MatchModel>().notNull(),
  lesson: jsonb('lesson').$type<object>().notNull(),
})
