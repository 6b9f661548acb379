import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A record of the archive as it was read and as it was mapped (`fields`, JSON), with the heads of the CSV files of its run (`head`), if any. */
export type ArchivedText = { id: number; sourceKey: string; raw: string; fields: string; head: string | null }

/** Returns at most `limit` records of a source after an id, in the order of their ids; removed ones, too. */
export const listArchivedTexts = (db: Db, source: string, after: number, limit: number): Promise<ArchivedText[]> =>
  rowsOf<ArchivedText>(
    db,
    sql`select r.id::float8 as id, r.source_key as "sourceKey", r.raw, r.fields::text as fields, run.head
      from source_record r join source s on s.id = r.source_id join ingest_run run on run.id = r.last_run
      where s.slug = ${source} and r.id > ${after} order by r.id limit ${limit}`,
  )

/** Returns the number of records of a source in the archive. */
export async function countArchived(db: Db, source: string): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from source_record r join source s on s.id = r.source_id where s.slug = ${source}`,
  )
  return found?.count ?? 0
}

/** Replaces the texts of records; `contentHash` is the one with which a load recognises the same record. */
export async function replaceTexts(
  db: Db,
  texts: readonly { id: number; raw: string; contentHash: bigint }[],
): Promise<void> {
  const rows = texts.map((text) => ({ ...text, contentHash: text.contentHash.toString() }))
  await db.execute(sql`update source_record s set raw = r.raw, content_hash = r."contentHash"
    from ${recordset(rows, { id: 'bigint', raw: 'text', contentHash: 'bigint' })} where s.id = r.id`)
}
