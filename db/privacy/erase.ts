import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { account } from '#db/account/table'
import { retryConflicts } from '#db/postgres/conflict'
import { type Db, rowsOf } from '#db/stores'
import { forgetAuthor } from './authors'
import { erasureKeyOf } from './erasure-key'
import { isUsedSince } from './inactive'
import { appendErasure } from './ledger-file'
import type { Eraser } from './table'

/** An erasure to make: the id of the account, by whom, and the directory of the file of erasures. `unusedSince`: not if it was used since. */
export type ErasureRequest = { accountId: string; by: Eraser; dataDir: string; unusedSince?: Date }

/** An account that was erased: the ids of its sessions and keys, which are gone. */
export type Erased = { sessions: string[]; keys: string[] }

/**
 * Erases an account: its row and all that hangs on it, and its name as the author of decisions, which stay. `last_administrator`: nobody
 * else could administer the service, so nothing is erased.
 *
 * One transaction, which ends with a line in the file of erasures, before its commit: a process that is killed at any moment leaves the
 * account whole, to be erased by the same request again, or gone and in the file.
 *
 * @throws {Failure} `ledger_failed` if the erasure could not be written to the file; nothing is erased then
 */
export async function eraseAccount(
  db: Db,
  { accountId, by, dataDir, unusedSince }: ErasureRequest,
): Promise<Erased | 'no_such_account' | 'last_administrator'> {
  // Committed before: a line in the file must not have a key that a killed transaction takes with it.
  const key = await erasureKeyOf(db)
  return retryConflicts(() =>
    db.transaction(async (tx) => {
      const [administrators, found] = await lockAccounts(tx, accountId)
      if (!found || (unusedSince && (await isUsedSince(tx, accountId, unusedSince)))) return 'no_such_account'
      if (administrators.length === 1 && administrators[0]?.id === accountId) return 'last_administrator'
      const erased = await deleteAccount(tx, accountId, found.email)
      const subject = key.subjectOf(accountId)
      await tx.execute(sql`insert into erasure (subject, erased_by) values (${subject}, ${by}) on conflict do nothing`)
      await tx.execute(lockLedger('shared'))
      await appendErasure(dataDir, { at: new Date().toISOString(), subject, key: key.id })
      return erased
    }),
  )
}

/** Returns the statement that keeps the file of erasures from being rewritten (`shared`), or written by others, until the transaction ends. */
export const lockLedger = (mode: 'shared' | 'alone'): SQL =>
  mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(hashtextextended('vestimlib.erasures', 0))::text`
    : sql`select pg_advisory_xact_lock(hashtextextended('vestimlib.erasures', 0))::text`

/** Locks the administrators and the account in one order, as a change of an account does. */
async function lockAccounts(tx: Db, accountId: string) {
  const administrators = await tx
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.role, 'admin'), isNull(account.disabledAt)))
    .orderBy(account.id)
    .for('update')
  const [found] = await tx.select().from(account).where(eq(account.id, accountId)).for('update')
  return [administrators, found] as const
}

/** Deletes the rows of an account, and takes its id from all that stays. */
export async function deleteAccount(tx: Db, accountId: string, email: string): Promise<Erased> {
  const idsOf = (table: SQL) =>
    rowsOf<{ id: string }>(tx, sql`select id::text as id from ${table} where account_id = ${accountId}::uuid`)
  const [sessions, keys] = [await idsOf(sql`session`), await idsOf(sql`api_key`)]
  await forgetAuthor(tx, accountId)
  await tx.execute(sql`delete from invitation where email = ${email}`)
  await tx.execute(sql`delete from account where id = ${accountId}::uuid`)
  return { sessions: sessions.map(({ id }) => id), keys: keys.map(({ id }) => id) }
}
