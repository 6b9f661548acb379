import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A record that waits to be matched. */
export type Waiting = { id: number }

/** The records of the components at hand that wait to be matched. */
export const listWaiting = (tx: Db): Promise<Waiting[]> =>
  rowsOf<Waiting>(
    tx,
    sql`select record_id::float8 as id from match_pending join match_component using (record_id) order by record_id`,
  )

/**
 * Lets records wait on that a decision took with it: it looks no farther than its own records, and their new keys may lead to
 * others. Their runs have counted them.
 */
export async function keepWaiting(tx: Db, records: readonly Waiting[]): Promise<void> {
  if (records.length === 0) return
  await tx.execute(sql`insert into match_pending (record_id, again)
    select id, true from ${recordset(records, { id: 'bigint' })} on conflict do nothing`)
}
