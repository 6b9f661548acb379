import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Failed sign-ins by a hash of address and network. */
export const loginAttempt = pgTable('login_attempt', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  failedAt: instant('failed_at').notNull().defaultNow(),
  retryAt: instant('retry_at').notNull(),
})

/** Links of the command line that were used, until they have expired. */
export const spentLink = pgTable('spent_link', {
  jti: text('jti').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})
