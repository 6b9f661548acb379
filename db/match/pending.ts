import { sql } from 'drizzle-orm'
import type { MatchRecord } from '#catalogue/match/features'
import { matchKeysOf } from '#catalogue/match/keys'
import { recordset } from '#db/postgres/recordset'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'
import { hash64 } from '#lib/hash'

/** Recomputes the match keys of every record, queues all of them for matching and returns how many are pending. */
export async function requeueAll(db: Db): Promise<number> {
  await rekeyAll(db)
  await db.execute(
    sql`insert into match_pending (record_id, again) select id, true from source_record on conflict do nothing`,
  )
  const [queued] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from match_pending`)
  return queued?.count ?? 0
}

const RECORDS_PER_QUERY = 5_000

type KeyedRecord = MatchRecord & { id: number; keys: string[] }

/** Recomputes the stored match keys of every record, which may be those of an older release, and updates those that differ. */
async function rekeyAll(db: Db): Promise<void> {
  for (let after = 0; ; ) {
    const records = await rowsOf<KeyedRecord>(
      db,
      sql`select r.id::float8 as id, ${REF} as ref, r.fields as record, r.match_keys::text[] as keys
        from source_record r join source s on s.id = r.source_id where r.id > ${after} order by r.id limit ${RECORDS_PER_QUERY}`,
    )
    const changed = records.flatMap(({ id, ref, record, keys }) => {
      const now = matchKeysOf(record, ref.source, ref.key).map((name) => hash64(name).toString())
      return now.join() === keys.join() ? [] : [{ id, keys: now }]
    })
    if (changed.length > 0)
      await db.execute(sql`update source_record set match_keys = r.keys
        from ${recordset(changed, { id: 'bigint', keys: 'bigint[]' })} where source_record.id = r.id`)
    const last = records.at(-1)
    if (!last) return
    after = last.id
  }
}

/** Returns the ids of the pending records among the labelled components. */
export async function listPending(tx: Db): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    tx,
    sql`select record_id::float8 as id from match_pending join match_component using (record_id) order by record_id`,
  )
  return rows.map(({ id }) => id)
}

/** Queues records for matching again, marked as already counted by their runs (`again`). */
export async function requeue(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`insert into match_pending (record_id, again)
    select value::bigint, true from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) on conflict do nothing`)
}
