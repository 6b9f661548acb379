import { boolean, pgTable, timestamp } from 'drizzle-orm/pg-core'

/** The last whole backup of this database, at most one row. `takenAt`: when it was begun. */
export const lastBackup = pgTable('last_backup', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
})
