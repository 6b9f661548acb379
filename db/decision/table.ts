import { boolean, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { WORD_KINDS } from '#catalogue/vocabulary/mapped-words'

export const DECISION_KINDS = ['link', 'unlink', 'merge', 'split', 'override', 'review', 'word'] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

/** Decisions of people. Undone decisions are kept as history. */
export const decision = pgTable('decision', {
  id: uuid('id').primaryKey(),
  kind: text('kind', { enum: DECISION_KINDS }).notNull(),
  author: text('author').notNull(),
  reason: text('reason'),
  decidedAt: timestamp('decided_at', { withTimezone: true }).notNull(),
  undoneAt: timestamp('undone_at', { withTimezone: true }),
  undoneBy: text('undone_by'),
})

const decisionId = () =>
  uuid('decision_id')
    .notNull()
    .references(() => decision.id, { onDelete: 'cascade' })

/** A person's rule that two records are one game, or are not. */
export const matchRule = pgTable('match_rule', {
  decisionId: decisionId(),
  kind: text('kind', { enum: ['must_link', 'cannot_link'] }).notNull(),
  source: text('source').notNull(),
  dataset: text('dataset').notNull(),
  sourceKey: text('source_key').notNull(),
  otherSource: text('other_source').notNull(),
  otherDataset: text('other_dataset').notNull(),
  otherKey: text('other_key').notNull(),
})

/** An override: the value that a person gave a field of the game that this record belongs to. */
export const fieldLock = pgTable('field_lock', {
  decisionId: decisionId().primaryKey(),
  source: text('source').notNull(),
  dataset: text('dataset').notNull(),
  sourceKey: text('source_key').notNull(),
  field: text('field').notNull(),
  value: jsonb('value').$type<unknown>(),
})

/** A person's meaning of a word of a source, or of every source (`source` is null). */
export const wordMeaning = pgTable('word_meaning', {
  decisionId: decisionId().primaryKey(),
  kind: text('kind', { enum: WORD_KINDS }).notNull(),
  /** The key that all spellings of the word share (`wordKey`). */
  key: text('key').notNull(),
  word: text('word').notNull(),
  source: text('source'),
  slug: text('slug').notNull(),
  /** True if the records that have the word have been queued for matching since this was decided or undone. */
  isQueued: boolean('is_queued').notNull().default(false),
})
