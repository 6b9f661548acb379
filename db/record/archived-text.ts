import { sql } from 'drizzle-orm'
import { requeue } from '#db/match/pending'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A record of the archive as it was read and as it was mapped (`fields`, JSON), with the heads of the CSV files that it may come from. */
export type ArchivedText = { id: number; sourceKey: string; raw: string; fields: string; head: string | null }

/**
 * Returns at most `limit` records of a source after an id, in the order of their ids; removed ones, too. A replay reads no file, so its records
 * have the heads of the run before it.
 */
export const listArchivedTexts = (db: Db, source: string, after: number, limit: number): Promise<ArchivedText[]> =>
  rowsOf<ArchivedText>(
    db,
    sql`select r.id::float8 as id, r.source_key as "sourceKey", r.raw, r.fields::text as fields,
        case when run.replays then (select former.head from ingest_run former
          where former.source_id = r.source_id and former.dataset = r.dataset and former.id < run.id and not former.replays
          order by former.id desc limit 1) else run.head end as head
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

/** A record to store in place of what the archive has; `isRestated` if it states something else. */
export type ReplacedText = Omit<ArchivedText, 'head' | 'sourceKey'> & {
  matchKeys: readonly bigint[]
  contentHash: bigint
  isRestated: boolean
}

/** Replaces records, and queues those that state something else for matching. The caller holds the match lock. */
export async function replaceTexts(tx: Db, texts: readonly ReplacedText[]): Promise<void> {
  const rows = texts.map(({ id, raw, fields, matchKeys, contentHash }) => ({
    ...{ id, raw, fields, contentHash: contentHash.toString() },
    matchKeys: matchKeys.map((key) => key.toString()),
  }))
  const columns = { id: 'bigint', raw: 'text', fields: 'text', matchKeys: 'bigint[]', contentHash: 'bigint' }
  await tx.execute(sql`update source_record s set raw = r.raw, fields = r.fields::json, match_keys = r."matchKeys", content_hash = r."contentHash"
    from ${recordset(rows, columns)} where s.id = r.id`)
  await requeue(
    tx,
    texts.flatMap(({ id, isRestated }) => (isRestated ? [id] : [])),
  )
}
