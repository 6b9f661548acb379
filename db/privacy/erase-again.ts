import { sql } from 'drizzle-orm'
import { REGISTER } from '#catalogue/privacy/register'
import { type Db, rowsOf } from '#db/stores'
import { Failure } from '#lib/errors'
import { deleteAccount } from './erase'
import { type ErasureKey, erasureKeyOf, toErasureKey } from './erasure-key'
import type { LedgerLine } from './ledger-text'

/** Erasures that are known outside of a backup, and the keys that are: those of the database that it replaces. */
export type Ledger = { lines: readonly LedgerLine[]; keys: readonly string[] }

const DAY_MS = 86_400_000

/**
 * Erases the accounts of a restored database that a ledger names, and remembers the erasures. Returns how many they were.
 *
 * @throws {Failure} `backup_refused` if the ledger cannot tell: the backup is older than erasures are remembered, or there are erasures
 * under a key that is unknown
 */
export async function eraseAgain(db: Db, ledger: Ledger, takenAt: Date): Promise<number> {
  refuseOld(takenAt)
  const keys = await keysOf(db, ledger)
  refuseUnknown(ledger, keys)
  const wanted = new Set(ledger.lines.map(({ subject }) => subject))
  const accounts = await rowsOf<{ id: string; email: string }>(db, sql`select id::text as id, email from account`)
  const erased = accounts.filter(({ id }) => keys.some((key) => wanted.has(key.subjectOf(id))))
  for (const { id, email } of erased) await deleteAccount(db, id, email)
  for (const { subject, at } of ledger.lines)
    await db.execute(sql`insert into erasure (subject, erased_at, erased_by)
      values (${subject}, ${at}::text::timestamptz, 'restore') on conflict do nothing`)
  return erased.length
}

/** Returns the keys under which an account of the backup may be remembered. A backup without one gets that of the database it replaces. */
async function keysOf(db: Db, { keys }: Ledger): Promise<ErasureKey[]> {
  const [replaced] = keys
  if (replaced !== undefined)
    await db.execute(sql`insert into erasure_key (key) values (${replaced}) on conflict do nothing`)
  return [await erasureKeyOf(db), ...keys.map(toErasureKey)]
}

function refuseUnknown({ lines }: Ledger, keys: readonly ErasureKey[]): void {
  const known = new Set(keys.map(({ id }) => id))
  if (lines.every(({ key }) => known.has(key))) return
  throw new Failure(
    'backup_refused',
    'There are erasures under a key that neither the backup nor the database it replaces has: name that database with --replaces, or restore --without-ledger, and erase those accounts again yourself.',
  )
}

function refuseOld(takenAt: Date): void {
  const { days = 0 } = REGISTER.retention.erasures ?? {}
  if (takenAt.getTime() > Date.now() - days * DAY_MS) return
  throw new Failure(
    'backup_refused',
    `The backup is older than the ${days} days for which erasures are remembered: erased accounts could come back. Restore a newer one or, if there were no erasures since, restore it --without-ledger.`,
  )
}
