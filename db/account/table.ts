import { date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Roles of accounts. Each is a set of scopes. */
export const ROLES = ['reader', 'editor', 'admin'] as const
export type Role = (typeof ROLES)[number]

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Accounts of people. `email` is normalised; `disabledAt`: the account cannot be used since then; `activeOn`: the last day
 * of use that sessions and keys no longer tell, as `YYYY-MM-DD`.
 */
export const account = pgTable('account', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  passwordHash: text('password_hash').notNull(),
  role: text('role', { enum: ROLES }).notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  passwordChangedAt: instant('password_changed_at').notNull().defaultNow(),
  disabledAt: instant('disabled_at'),
  activeOn: date('active_on').notNull().defaultNow(),
})

/** Invitations: the owner of an address may make an account with a code, of which the SHA-256 is stored. */
export const invitation = pgTable('invitation', {
  email: text('email').primaryKey(),
  codeHash: text('code_hash').notNull(),
  role: text('role', { enum: ROLES }).notNull(),
  invitedBy: text('invited_by').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
})
