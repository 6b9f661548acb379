import { type SQL, sql } from 'drizzle-orm'
import { noteSpellings } from '#db/company/forget'
import { deleteGamesWithoutRecords } from '#db/game/delete'
import { isSelective } from '#db/match/components'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { type ForgetSelection, isSelected } from './selection'

/** Numbers of the records and games that one transaction deleted. */
export type ForgottenBatch = { records: number; games: number }

/**
 * Deletes the first records of a selection, at most `limit`, and the games that have no other record; returns how many. Records
 * that were connected with them are queued for matching. The caller holds the match lock; nothing is left if it returns 0 records.
 */
export async function forgetBatch(tx: Db, selection: ForgetSelection, limit: number): Promise<ForgottenBatch> {
  const batch = await rowsOf<{ id: number }>(
    tx,
    sql`select r.id::float8 as id from source_record r where ${isSelected(selection)} order by r.id limit ${limit}`,
  )
  if (batch.length === 0) return { records: 0, games: 0 }
  const records = recordset(batch, { id: 'bigint' })
  await noteSpellings(tx, records)
  await requeueConnected(tx, records)
  const games = await rowsOf<{ id: string }>(
    tx,
    sql`select distinct l.game_id as id from ${records} join match_link l on l.record_id = r.id`,
  )
  await tx.execute(sql`delete from match_pending p using ${records} where p.record_id = r.id`)
  await tx.execute(sql`delete from source_record s using ${records} where s.id = r.id`)
  return { records: batch.length, games: await deleteGamesWithoutRecords(tx, games) }
}

/**
 * Deletes the match keys of these records and queues every other record that shares one of the keys or a game with them.
 *
 * In this order, because a key that too many records shared connects the others once few of them are left.
 */
async function requeueConnected(tx: Db, records: SQL): Promise<void> {
  const keys = await rowsOf<{ key: string }>(
    tx,
    sql`with deleted as (delete from match_key k using ${records} where k.record_id = r.id returning k.key)
      select distinct key::text as key from deleted`,
  )
  await tx.execute(sql`insert into match_pending (record_id, again)
    select k.record_id, true from ${recordset(keys, { key: 'bigint' })} join match_key k on k.key = r.key
      where ${isSelective(sql`r.key`)}
    union
    select other.record_id, true from ${records} join match_link mine on mine.record_id = r.id
      join match_link other on other.game_id = mine.game_id
    on conflict do nothing`)
}
