import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import type { Ledger } from './erase-again'
import { toErasureKey } from './erasure-key'

/** Returns the erasures that a database remembers, and its key. One of an earlier release has none. */
export async function listErasures(db: Db): Promise<Ledger> {
  const [found] = await rowsOf<{ is: boolean }>(db, sql`select to_regclass('erasure_key') is not null as is`)
  if (!found?.is) return { lines: [], keys: [] }
  const [stored] = await rowsOf<{ key: string }>(db, sql`select key from erasure_key`)
  if (!stored) return { lines: [], keys: [] }
  const rows = await rowsOf<{ subject: string; at: string }>(
    db,
    sql`select subject, to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from erasure order by erased_at`,
  )
  const { id } = toErasureKey(stored.key)
  return { lines: rows.map((row) => ({ ...row, key: id })), keys: [stored.key] }
}
