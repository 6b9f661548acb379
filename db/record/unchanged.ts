import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** Counts the records that are archived with the same content hash and not removed. */
export async function countUnchanged(
  db: Db,
  source: string,
  dataset: string,
  records: readonly { sourceKey: string; contentHash: bigint }[],
): Promise<number> {
  const wanted = records.map(({ sourceKey, contentHash }) => ({ key: sourceKey, hash: contentHash.toString() }))
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count
      from ${recordset(wanted, { key: 'text', hash: 'bigint' })}
      join source s on s.slug = ${source}
      join source_record known on known.source_id = s.id and known.dataset = ${dataset} and known.source_key = r.key
        and known.content_hash = r.hash and known.removed_at is null`,
  )
  return found?.count ?? 0
}
