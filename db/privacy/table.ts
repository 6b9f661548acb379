import { bigint, boolean, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** Reasons of erasures: by whom or by what an account was erased. */
export const ERASERS = ['person', 'administrator', 'command', 'purge', 'restore'] as const
export type Eraser = (typeof ERASERS)[number]

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** The key of the HMAC under which erased accounts are remembered: 32 random bytes as hexadecimal digits. */
export const erasureKey = pgTable('erasure_key', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  key: text('key').notNull(),
})

/** Accounts that were erased, by the HMAC of their id. */
export const erasure = pgTable('erasure', {
  subject: text('subject').primaryKey(),
  erasedAt: instant('erased_at').notNull().defaultNow(),
  erasedBy: text('erased_by', { enum: ERASERS }).notNull(),
})

/** Purges, each with the number of rows of each step. */
export const purgeRun = pgTable('purge_run', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at').notNull().defaultNow(),
  counts: jsonb('counts').$type<Record<string, number>>().notNull(),
})
