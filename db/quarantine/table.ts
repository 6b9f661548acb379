import { bigint, jsonb, pgTable, smallint, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { ingestRun } from '../run/table'
import { source } from '../source/table'

/** A refused record stays one row however often it is read: `runId` is the last run that met it. */
export const quarantine = pgTable(
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
    refusedAt: timestamp('refused_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex('quarantine_fingerprint').on(table.sourceId, table.dataset, table.fingerprint)],
)
