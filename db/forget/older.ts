import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Counts the records of a run's dataset that an earlier run brought, and that this run or a later one changed or marked as removed. */
export async function countOlderChanged(db: Db, runId: number): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from source_record r join ingest_run run on run.id = ${runId}::bigint
      where r.source_id = run.source_id and r.dataset = run.dataset and r.first_run < run.id
        and (r.last_run >= run.id or r.removed_at >= run.started_at)`,
  )
  return found?.count ?? 0
}
