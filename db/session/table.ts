import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { account } from '#db/account/table'

/** Reasons for which a session ends before its time. */
export const SESSION_ENDS = ['logout', 'person', 'password', 'administrator', 'reuse', 'role', 'disabled'] as const
export type SessionEnd = (typeof SESSION_ENDS)[number]

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Sessions. `scope` is set, and `accountId` is not, if it began with a link of the command line. */
export const session = pgTable('session', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id').references(() => account.id, { onDelete: 'cascade' }),
  scope: text('scope'),
  agent: text('agent'),
  startedAt: instant('started_at').notNull().defaultNow(),
  usedAt: instant('used_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
  endedBy: text('ended_by', { enum: SESSION_ENDS }),
})

/** Refresh tokens of sessions, by their SHA-256. Each can be used once. */
export const refreshToken = pgTable('refresh_token', {
  hash: text('hash').primaryKey(),
  sessionId: uuid('session_id')
    .notNull()
    .references(() => session.id, { onDelete: 'cascade' }),
  issuedAt: instant('issued_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})
