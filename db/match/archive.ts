import { sql } from 'drizzle-orm'
import type { MatchRecord } from '#catalogue/match/features'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'

const RECORDS_PER_QUERY = 10_000

/** Returns the archived records with the lowest ids, at most `limit`, by id. Includes records that are marked as removed. */
export async function listMatchRecords(db: Db, limit: number): Promise<MatchRecord[]> {
  const records: MatchRecord[] = []
  for (let after = 0; records.length < limit; ) {
    const rows = await rowsOf<MatchRecord & { id: number }>(
      db,
      sql`select r.id::float8 as id, ${REF} as ref, r.fields as record
        from source_record r join source s on s.id = r.source_id
        where r.id > ${after} order by r.id limit ${Math.min(RECORDS_PER_QUERY, limit - records.length)}`,
    )
    for (const { ref, record } of rows) records.push({ ref, record })
    const last = rows.at(-1)
    if (!last) return records
    after = last.id
  }
  return records
}
