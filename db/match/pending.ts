import { sql } from 'drizzle-orm'
import { matchKeysOf } from '#catalogue/match/keys'
import type { CatalogueRecord } from '#catalogue/record'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { hash64 } from '#lib/hash'

/** Queues every record to be matched again, by the keys that today's rules give it, and answers how many there are. */
export async function requeueAll(db: Db): Promise<number> {
  await rekeyAll(db)
  await db.execute(
    sql`insert into match_pending (record_id, again) select id, true from source_record on conflict do nothing`,
  )
  const [queued] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from match_pending`)
  return queued?.count ?? 0
}

const RECORDS_AT_ONCE = 5_000

type Keyed = { id: number; source: string; key: string; fields: CatalogueRecord; keys: string[] }

/** Keys are stored with a record when it is loaded: a release that names titles otherwise must work them out anew. */
async function rekeyAll(db: Db): Promise<void> {
  for (let after = 0; ; ) {
    const records = await rowsOf<Keyed>(
      db,
      sql`select r.id::float8 as id, s.slug as source, r.source_key as key, r.fields, r.match_keys::text[] as keys
        from source_record r join source s on s.id = r.source_id where r.id > ${after} order by r.id limit ${RECORDS_AT_ONCE}`,
    )
    const changed = records.flatMap(({ id, source, key, fields, keys }) => {
      const now = matchKeysOf(fields, source, key).map((name) => hash64(name).toString())
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

/** The ids of the pending records among the labelled components. */
export async function listPending(tx: Db): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    tx,
    sql`select record_id::float8 as id from match_pending join match_component using (record_id) order by record_id`,
  )
  return rows.map(({ id }) => id)
}

/** Queues records again that a decision matched early; `again` keeps their runs from counting them twice. */
export async function requeue(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(sql`insert into match_pending (record_id, again)
    select value::bigint, true from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) on conflict do nothing`)
}
