import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '#db/stores'
import { type AuditEventName, auditLog } from './table'

/** A security event as it is stored. */
export type AuditEvent = typeof auditLog.$inferSelect

/** A security event to store. */
export type NewAuditEvent = Omit<typeof auditLog.$inferInsert, 'id' | 'at'>

/** Stores a security event. */
export async function insertAuditEvent(db: Db, event: NewAuditEvent): Promise<void> {
  await db.insert(auditLog).values(event)
}

/** Filters of security events; an absent one passes every event. */
export type AuditFilters = { events?: readonly AuditEventName[] | undefined; accountId?: string | undefined }

/** Returns at most `limit` security events before an id that pass the filters, newest first. */
export const pageOfAuditEvents = (
  db: Db,
  { events, accountId }: AuditFilters,
  before: number | undefined,
  limit: number,
): Promise<AuditEvent[]> =>
  db
    .select()
    .from(auditLog)
    .where(
      and(
        events && inArray(auditLog.event, [...events]),
        accountId === undefined ? undefined : eq(auditLog.accountId, accountId),
        before === undefined ? undefined : lt(auditLog.id, before),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit)
