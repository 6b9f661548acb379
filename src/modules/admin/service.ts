import { type AccountChange, changeAccount } from '#db/account/change'
import { type Account, findAccount, findAccountOf, pageOfAccounts } from '#db/account/queries'
import type { Role } from '#db/account/table'
import { pageOfAuditEvents } from '#db/audit/queries'
import type { AuditEventName } from '#db/audit/table'
import { eraseAccount } from '#db/privacy/erase'
import { endAccountSessions } from '#db/session/end'
import type { AuditOrigin } from '#src/account/audit'
import { normalizeEmail } from '#src/account/email'
import { forgetErased } from '#src/account/erased'
import { inviteAddress } from '#src/account/invite'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, readPage } from '#src/http/page'
import { toAccountShape } from '#src/wire/account'
import { listed } from '#src/wire/fields'
import type { AccountListQuery, AccountPage, AuditPage, AuditQuery } from './model'

/** Administrator who acts, and the origin of the request. */
export type AdminAct = AuditOrigin & { actor: string }

/** Returns one page of accounts by address; `bad_cursor` if the cursor does not belong to this list and its filters. */
export async function listAccountPage(
  { stores, cursors }: Dependencies,
  query: AccountListQuery,
): Promise<AccountPage | 'bad_cursor'> {
  const filters = {
    role: query.role,
    isDisabled: query.disabled === undefined ? undefined : query.disabled === 'true',
    email: query.email === undefined ? undefined : normalizeEmail(query.email),
  }
  const page = await readPage(cursors, query, {
    scope: cursorScope('accounts:email', query),
    rowsAfter: (after, limit) => pageOfAccounts(stores.db, filters, after && String(after[0]), limit),
    positionOf: ({ email }) => [email],
  })
  return page === 'bad_cursor' ? page : { ...page, items: page.items.map(toAccountShape) }
}

/** Changes role or state of an account, and stores each change as an event. */
export async function changeAccountAs(
  { stores: { db }, accounts }: Dependencies,
  { actor, ...origin }: AdminAct,
  id: string,
  change: AccountChange,
): Promise<Account | 'no_such_account' | 'last_administrator'> {
  const outcome = await changeAccount(db, id, change)
  if (typeof outcome === 'string') return outcome
  const { account, former, ended } = outcome
  accounts.live.forget(ended)
  accounts.keys.forgetAll()
  if (account.role !== former.role)
    await accounts.audit(origin, {
      event: 'role_changed',
      actor,
      account: id,
      detail: { from: former.role, to: account.role },
    })
  if ((account.disabledAt === null) !== (former.disabledAt === null))
    await accounts.audit(origin, {
      event: account.disabledAt === null ? 'account_enabled' : 'account_disabled',
      actor,
      account: id,
    })
  return account
}

/** Erases an account. @throws {Failure} `ledger_failed` */
export async function eraseAs(
  { stores: { db }, accounts, config }: Dependencies,
  { actor, ...origin }: AdminAct,
  id: string,
): Promise<'erased' | 'no_such_account' | 'last_administrator'> {
  const erased = await eraseAccount(db, { accountId: id, by: 'administrator', dataDir: config.dataDir })
  if (typeof erased === 'string') return erased
  forgetErased(accounts, erased)
  await accounts.audit(origin, { event: 'account_erased', actor, account: id })
  return 'erased'
}

/** Ends all sessions of an account and returns their number; `undefined` if there is no such account. */
export async function endSessionsAs(
  { stores: { db }, accounts }: Dependencies,
  { actor, ...origin }: AdminAct,
  id: string,
): Promise<number | undefined> {
  if (!(await findAccount(db, id))) return undefined
  const ended = await endAccountSessions(db, id, 'administrator')
  accounts.live.forget(ended)
  await accounts.audit(origin, { event: 'sessions_ended', actor, account: id, detail: { sessions: ended.length } })
  return ended.length
}

/** Invites an address; `undefined` if it has an account. */
export async function inviteAs(
  { stores: { db }, accounts }: Dependencies,
  { actor, ...origin }: AdminAct,
  { email: sent, role }: { email: string; role: Role },
) {
  const email = normalizeEmail(sent)
  if (await findAccountOf(db, email)) return undefined
  const { code, expiresAt } = await inviteAddress(db, { email, role, invitedBy: actor })
  await accounts.audit(origin, { event: 'account_invited', actor, detail: { role } })
  return { email, role, code, expiresAt: expiresAt.toISOString() }
}

/** Returns one page of security events, newest first; `bad_cursor` if the cursor does not belong to this list and its filters. */
export async function listAuditPage(
  { stores, cursors }: Dependencies,
  query: AuditQuery,
): Promise<AuditPage | 'bad_cursor'> {
  const filters = { events: listed(query.event) as AuditEventName[] | undefined, accountId: query.account } // safe: the pattern of the parameter lets only events pass
  const page = await readPage(cursors, query, {
    scope: cursorScope('audit:-id', query),
    rowsAfter: (after, limit) => pageOfAuditEvents(stores.db, filters, after && Number(after[0]), limit),
    positionOf: ({ id }) => [id],
  })
  if (page === 'bad_cursor') return page
  const items = page.items.map(({ at, accountId, detail, ...rest }) => ({
    ...rest,
    at: at.toISOString(),
    account: accountId,
    detail: detail ?? {},
  }))
  return { items, next: page.next }
}
