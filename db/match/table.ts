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

/**
 * Match keys of records (blocking keys in record linkage), each a 64-bit hash. Records that share a match key are in one
 * component, unless more than 2,000 records share it.
 */
export const matchKey = pgTable(
  'match_key',
  { recordId: recordId().notNull(), key: bigint('key', { mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.recordId, table.key] })],
)

/** Records that are pending: to be matched. `again`: their run has counted their outcome already. */
export const matchPending = pgTable('match_pending', {
  recordId: recordId().primaryKey(),
  again: boolean('again').notNull().default(false),
})

/** Links of records to games, each with its score in bits and the evidence. */
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

/** The records being matched, each with the label of its connected component and the round that added it. */
export const matchComponent = pgTable('match_component', {
  recordId: recordId().primaryKey(),
  component: bigint('component', { mode: 'number' }).notNull(),
  round: smallint('round').notNull(),
})

/** Edges between the records being matched: records with the same `key` are connected. A key is a match key or the hash of a game. */
export const matchEdge = pgTable('match_edge', {
  recordId: recordId().notNull(),
  key: bigint('key', { mode: 'bigint' }).notNull(),
})

const reviewed = (name: string) =>
  bigint(name, { mode: 'number' })
    .notNull()
    .references(() => sourceRecord.id, { onDelete: 'cascade' })

/** Review pairs: two records of different games that may be one game, for a person to decide. */
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

/**
 * Review pairs that are no longer open: decided, or no longer doubtful. One that becomes doubtful again is open again under its id.
 */
export const matchReviewClosed = pgTable(
  'match_review_closed',
  {
    id: bigint('id', { mode: 'number' }).primaryKey(),
    oneRecord: reviewed('one_record'),
    otherRecord: reviewed('other_record'),
    score: real('score').notNull(),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
    foundAt: timestamp('found_at', { withTimezone: true }).notNull(),
    closedAt: timestamp('closed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('match_review_closed_one_record_other_record_key').on(table.oneRecord, table.otherRecord)],
)

/**
 * Match models trained on the records of this store, with the figures of the training; the latest version is in force. Two
 * columns keep former names: `scale` (model) and `lesson` (training).
 */
export const matchWeights = pgTable('match_weights', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  learnedAt: timestamp('learned_at', { withTimezone: true }).notNull().defaultNow(),
  model: jsonb('scale').$type<MatchModel>().notNull(),
  training: jsonb('lesson').$type<object>().notNull(),
})
