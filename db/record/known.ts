import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../stores'

/** How many of these records are archived already, exactly as they are. */
export async function countKnown(
  db: Db,
  source: string,
  dataset: string,
  records: readonly { sourceKey: string; contentHash: bigint }[],
): Promise<number> {
  const wanted = records.map(({ sourceKey, contentHash }) => ({ key: sourceKey, hash: contentHash.toString() }))
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count
      from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as w(key text, hash bigint)
      join source s on s.slug = ${source}
      join source_record r on r.source_id = s.id and r.dataset = ${dataset} and r.source_key = w.key
        and r.content_hash = w.hash and r.removed_at is null`,
  )
  return found?.count ?? 0
}
