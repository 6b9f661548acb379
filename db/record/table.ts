import { bigint, jsonb, pgTable, smallint, text, timestamp, unique } from 'drizzle-orm/pg-core'
import type { CatalogueRecord } from '#catalogue/record'
import { ingestRun } from '../run/table'
import { source } from '../source/table'

const runId = (name: string) => bigint(name, { mode: 'number' }).notNull().references(() => ingestRun.id)

export const sourceRecord = pgTable(
  'source_record',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sourceId: smallint('source_id').notNull().references(() => source.id),
    dataset: text('dataset').notNull(),
    sourceKey: text('source_key').notNull(),
    raw: text('raw').notNull(),
    fields: jsonb('fields').$type<CatalogueRecord>().notNull(),
    contentHash: bigint('content_hash', { mode: 'bigint' }).notNull(),
    firstRun: runId('first_run'),
    lastRun: runId('last_run'),
    removedAt: timestamp('removed_at', { withTimezone: true }),
  },
  (table) => [unique().on(table.sourceId, table.dataset, table.sourceKey)],
)

/** All text, so that no cast can fail a COPY; UNLOGGED, so a crash of the server empties it and the run starts again. */
export const stagingRecord = pgTable('staging_record', {
  runId: text('run_id').notNull(),
  ordinal: text('ordinal').notNull(),
  sourceKey: text('source_key').notNull(),
  contentHash: text('content_hash').notNull(),
  raw: text('raw').notNull(),
  fields: text('fields').notNull(),
  matchKeys: text('match_keys').notNull(),
  position: text('position').notNull(),
})
