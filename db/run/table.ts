import { bigint, boolean, jsonb, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'
import { source } from '#db/source/table'

/**
 * A profile of the records of a run: their number, the number with a value in each field of the source, and the number with
 * each platform and genre of the vocabulary.
 */
export type Profile = {
  records: number
  fields: Record<string, number>
  platforms: Record<string, number>
  genres: Record<string, number>
}

/** Statuses of a run: three in order; `abandoned`: never resumed; `forgotten`: its records were taken back. */
export const RUN_STATUSES = ['reading', 'archived', 'done', 'abandoned', 'forgotten'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)

/**
 * Runs of the loader. `dataset`, `fingerprint`, `head`, `asOf`, `syncs` and `replays`: see `RunInput` in `queries.ts`.
 *
 * `staged`: records in the staging table, 0 once they are archived; `expected`: records it will have read in the end, about, null if
 * that is unknown; `unknownWords`: for each kind the unknown words with their
 * numbers of records; `recordsLinked`, `recordsNew`, `recordsReview`: changed records by outcome of matching (linked to a game,
 * first record of a new game, in review); `removed`: records that the run marked as removed.
 */
export const ingestRun = pgTable('ingest_run', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  sourceId: smallint('source_id')
    .notNull()
    .references(() => source.id),
  dataset: text('dataset').notNull(),
  fingerprint: text('fingerprint').notNull(),
  head: text('head'),
  status: text('status', { enum: RUN_STATUSES }).notNull().default('reading'),
  checkpoint: jsonb('checkpoint').$type<Record<string, string | number>>(),
  read: count('records_read'),
  accepted: count('accepted'),
  unchanged: count('unchanged'),
  duplicate: count('duplicate'),
  quarantined: count('quarantined'),
  staged: count('staged'),
  expected: bigint('expected', { mode: 'number' }),
  gamesCreated: count('games_created'),
  gamesUpdated: count('games_updated'),
  gamesMerged: count('games_merged'),
  recordsLinked: count('records_linked'),
  recordsNew: count('records_new'),
  recordsReview: count('records_review'),
  unknownWords: jsonb('unknown_words').$type<Record<string, Record<string, number>>>().notNull().default({}),
  removed: count('removed'),
  replays: boolean('replays').notNull().default(false),
  profile: jsonb('profile').$type<Profile>(),
  error: text('error'),
  asOf: timestamp('as_of', { withTimezone: true }),
  syncs: boolean('syncs').notNull().default(false),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
})
