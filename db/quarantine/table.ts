import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { ingestRun } from '../run/table'

export const quarantine = pgTable('quarantine', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  runId: bigint('run_id', { mode: 'number' }).notNull().references(() => ingestRun.id),
  code: text('code').notNull(),
  field: text('field'),
  message: text('message').notNull(),
  position: jsonb('position').$type<Record<string, string | number>>().notNull(),
  raw: text('raw'),
  refusedAt: timestamp('refused_at', { withTimezone: true }).notNull().defaultNow(),
})
