import { insertAuditEvent } from '#db/audit/queries'
import type { AuditEventName } from '#db/audit/table'
import type { Db } from '#db/stores'
import type { Log } from '#src/http/log'

/** Origin of a request as it is stored: the network of its client, and its id. */
export type AuditOrigin = { network: string; requestId: string }

/** A security event. `actor` is the subject of who acted, `account` the id of the account that it concerns. */
export type SecurityEvent = {
  event: AuditEventName
  actor?: string | undefined
  account?: string | undefined
  detail?: Record<string, string | number | null>
}

/** Stores a security event, and writes it to the log. */
export type Audit = (origin: AuditOrigin, event: SecurityEvent) => Promise<void>

/** Returns the function that stores security events and writes each as one line of the log, without its details. */
export const createAudit =
  (db: Db, log: Log): Audit =>
  async ({ network, requestId }, { event, actor, account, detail }) => {
    log.info('security_event', { event, actor, account, network, requestId })
    await insertAuditEvent(db, {
      event,
      network,
      requestId,
      actor: actor ?? null,
      accountId: account ?? null,
      detail: detail ?? null,
    })
  }
