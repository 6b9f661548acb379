import { bigint, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Security events, by name. */
export const AUDIT_EVENTS = [
  'account_registered',
  'account_created',
  'account_invited',
  'account_disabled',
  'account_enabled',
  'role_changed',
  'password_changed',
  'password_reset',
  'login',
  'link_used',
  'login_failed',
  'login_delayed',
  'logout',
  'session_ended',
  'sessions_ended',
  'refresh_reuse',
  'key_created',
  'key_deleted',
  'address_changed',
  'data_exported',
  'account_erased',
] as const
export type AuditEventName = (typeof AUDIT_EVENTS)[number]

/**
 * Security events, in the order in which they were stored. `actor` is the subject of the one who acted, `accountId` the account that
 * it concerns. Neither has a foreign key: an event outlives its account.
 */
export const auditLog = pgTable('audit_log', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  event: text('event', { enum: AUDIT_EVENTS }).notNull(),
  actor: text('actor'),
  accountId: uuid('account_id'),
  network: text('network'),
  requestId: text('request_id'),
  detail: jsonb('detail').$type<Record<string, string | number | null>>(),
})
