import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { stagingTableOf } from './stage'

/**
 * Record counts of a complete run, taken before archiving. `known`: records of its dataset that are not removed; `toRemove`:
 * those of them that archiving will mark as removed; `withoutKey`: records that the run refused and whose key is unknown.
 */
export type RemovalCounts = { known: number; toRemove: number; withoutKey: number }

/** Counts the records that archiving a run would mark as removed. Reads its staging table, so call it before archiving. */
export async function countBeforeRemoval(db: Db, runId: number): Promise<RemovalCounts> {
  const [counts] = await rowsOf<RemovalCounts>(
    db,
    sql`select
      (select count(*)::int from source_record r where r.source_id = run.source_id and r.dataset = run.dataset
        and r.removed_at is null) as known,
      (select count(*)::int from source_record r where ${isToRemove(runId)}) as "toRemove",
      (select count(*)::int from quarantine q where q.run_id = run.id and q.source_key is null) as "withoutKey"
      from ingest_run run where run.id = ${runId}`,
  )
  if (!counts) throw new Error(`run ${runId} is gone`)
  return counts
}

/** Counts the archived records of a run's dataset that are not removed. */
export async function countKnown(db: Db, runId: number): Promise<number> {
  const [known] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from source_record r join ingest_run run on run.id = ${runId}
      where r.source_id = run.source_id and r.dataset = run.dataset and r.removed_at is null`,
  )
  return known?.count ?? 0
}

/** Counts the records marked as removed, for each source that has any. */
export const countRemoved = (db: Db): Promise<{ source: string; count: number }[]> =>
  rowsOf(
    db,
    sql`select s.slug as source, count(*)::int as count from source_record r join source s on s.id = r.source_id
      where r.removed_at is not null group by s.slug`,
  )

/**
 * Marks as removed the records of a run's dataset that the run neither staged nor refused and that no later run has changed,
 * and queues them for matching, which sets `unlistedSince` of their games. Returns how many.
 */
export async function markRemoved(tx: Db, runId: number): Promise<number> {
  const [marked] = await rowsOf<{ count: number }>(
    tx,
    sql`with run as (select id, source_id, dataset from ingest_run where id = ${runId}), marked as (
      update source_record r set removed_at = now() from run where ${isToRemove(runId)} returning r.id
    ), queued as (
      insert into match_pending (record_id, again) select id, true from marked on conflict do nothing
    ) select count(*)::int as count from marked`,
  )
  return marked?.count ?? 0
}

/** Returns SQL that is true for a record `r` that `markRemoved` marks. The statement has the run as `run`. */
const isToRemove = (runId: number): SQL => sql`r.source_id = run.source_id and r.dataset = run.dataset
  and r.removed_at is null and r.last_run <= run.id
  and not exists (select from ${sql.identifier(stagingTableOf(runId))} s where s.source_key = r.source_key)
  and not exists (select from quarantine q where q.source_id = run.source_id and q.dataset = run.dataset
    and q.source_key = r.source_key and q.run_id = run.id)`
