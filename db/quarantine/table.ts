import { bigint, boolean, jsonb, pgTable, smallint, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { ingestRun } from '#db/run/table'
import { source } from '#db/source/table'

/**
 * Refused records, one row each however often they are read. `runId` is the last run that refused the record, `sourceKey` its
 * key if known; `damaged`: characters of the text were replaced to make it storable; `resolvedAt`: when the refusal ended.
 */
export const quarantineTable = pgTable(
  'quarantine',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sourceId: smallint('source_id')
      .notNull()
      .references(() => source.id),
    dataset: text('dataset').notNull(),
    fingerprint: bigint('fingerprint', { mode: 'bigint' }).notNull(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => ingestRun.id),
    code: text('code').notNull(),
    field: text('field'),
    message: text('message').notNull(),
    position: jsonb('position').$type<Record<string, string | number>>().notNull(),
    raw: text('raw'),
    sourceKey: text('source_key'),
    damaged: boolean('damaged').notNull().default(false),
    refusedAt: timestamp('refused_at', { withTimezone: true }).notNull().defaultNow(),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
  },
  (table) => [uniqueIndex('quarantine_fingerprint').on(table.sourceId, table.dataset, table.fingerprint)],
)
