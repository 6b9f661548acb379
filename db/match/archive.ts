import { sql } from 'drizzle-orm'
import type { MatchRecord } from '#catalogue/match/cluster'
import type { CatalogueRecord } from '#catalogue/record'
import { type Db, rowsOf } from '#db/stores'

const RECORDS_AT_ONCE = 10_000

type Stored = { id: number; source: string; dataset: string; key: string; fields: CatalogueRecord }

/** The archived records as matching takes them, at most `limit`, oldest first. */
export async function listMatchRecords(db: Db, limit: number): Promise<MatchRecord[]> {
  const records: MatchRecord[] = []
  for (let after = 0; records.length < limit; ) {
    const rows = await rowsOf<Stored>(
      db,
      sql`select r.id::float8 as id, s.slug as source, r.dataset, r.source_key as key, r.fields
        from source_record r join source s on s.id = r.source_id
        where r.id > ${after} order by r.id limit ${Math.min(RECORDS_AT_ONCE, limit - records.length)}`,
    )
    for (const { source, dataset, key, fields } of rows) records.push({ ref: { source, dataset, key }, record: fields })
    const last = rows.at(-1)
    if (!last) return records
    after = last.id
  }
  return records
}
