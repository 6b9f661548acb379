import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../stores'

/** Queues every record to be matched again, and answers how many there are. */
export async function requeueAll(db: Db): Promise<number> {
  await db.execute(sql`insert into match_pending (record_id) select id from source_record on conflict do nothing`)
  const [queued] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from match_pending`)
  return queued?.count ?? 0
}
