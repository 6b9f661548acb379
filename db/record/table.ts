import { bigint, json, pgTable, smallint, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { CatalogueRecord } from '#catalogue/record'
import { source } from '#db/source/table'

const runId = (name: string) => bigint(name, { mode: 'number' }).notNull()

/**
 * The archive: every accepted record of every source, as read (`raw`) and as mapped (`fields`). `lastRun` is the run that last
 * changed the record; `removedAt` is set while the source no longer has it.
 */
export const sourceRecord = pgTable(
  'source_record',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sourceId: smallint('source_id')
      .notNull()
      .references(() => source.id),
    dataset: text('dataset').notNull(),
    sourceKey: text('source_key').notNull(),
    raw: text('raw').notNull(),
    fields: json('fields').$type<CatalogueRecord>().notNull(),
    matchKeys: bigint('match_keys', { mode: 'bigint' }).array().notNull(),
    contentHash: bigint('content_hash', { mode: 'bigint' }).notNull(),
    firstRun: runId('first_run'),
    lastRun: runId('last_run'),
    removedAt: timestamp('removed_at', { withTimezone: true }),
  },
  (table) => [uniqueIndex('source_record_key').on(table.sourceId, table.dataset, table.sourceKey)],
)

/** The template of staging tables; each run creates an unlogged table like it (`stagingTableOf`). */
export const stagingRecord = pgTable('staging_record', {
  ordinal: bigint('ordinal', { mode: 'number' }).notNull(),
  sourceKey: text('source_key').notNull(),
  contentHash: bigint('content_hash', { mode: 'bigint' }).notNull(),
  raw: text('raw').notNull(),
  fields: text('fields').notNull(),
  matchKeys: bigint('match_keys', { mode: 'bigint' }).array().notNull(),
  position: text('position').notNull(),
})
