import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { stagingTableOf } from './stage'

/**
 * Counts before a run that lists everything is archived: `known` records of its dataset that are not removed, how many of
 * them the run lacks (`missing`), and how many records it refused without a key (`withoutKey`).
 */
export type DeletionCounts = { known: number; missing: number; withoutKey: number }

/** Counts the records that archiving a run would mark as removed. Reads its staging table, so it comes before archiving. */
export async function countDeletions(db: Db, runId: number): Promise<DeletionCounts> {
  const [counts] = await rowsOf<DeletionCounts>(
    db,
    sql`select
      (select count(*)::int from source_record r where r.source_id = run.source_id and r.dataset = run.dataset
        and r.removed_at is null) as known,
      (select count(*)::int from source_record r where ${isMissing(runId)}) as missing,
      (select count(*)::int from quarantine q where q.run_id = run.id and q.source_key is null) as "withoutKey"
      from ingest_run run where run.id = ${runId}`,
  )
  if (!counts) throw new Error(`run ${runId} is gone`)
  return counts
}

/** Counts the archived records of a run's dataset that are not removed. */
export async function countLive(db: Db, runId: number): Promise<number> {
  const [live] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from source_record r join ingest_run run on run.id = ${runId}
      where r.source_id = run.source_id and r.dataset = run.dataset and r.removed_at is null`,
  )
  return live?.count ?? 0
}

/** Counts the records marked as removed, for each source that has any. */
export const countRemoved = (db: Db): Promise<{ source: string; count: number }[]> =>
  rowsOf(
    db,
    sql`select s.slug as source, count(*)::int as count from source_record r join source s on s.id = r.source_id
      where r.removed_at is not null group by s.slug`,
  )

/** Marks the records of a run's dataset as removed that the run neither staged nor refused, and returns how many. */
export async function markRemoved(tx: Db, runId: number): Promise<number> {
  const [marked] = await rowsOf<{ count: number }>(
    tx,
    sql`with run as (select id, source_id, dataset from ingest_run where id = ${runId}), marked as (
      update source_record r set removed_at = now() from run where ${isMissing(runId)} returning 1
    ) select count(*)::int as count from marked`,
  )
  return marked?.count ?? 0
}

/** SQL that is true if `r` is a record in the dataset of `run`, not removed nor of a later run, that it neither staged nor refused. */
const isMissing = (runId: number): SQL => sql`r.source_id = run.source_id and r.dataset = run.dataset
  and r.removed_at is null and r.last_run <= run.id
  and not exists (select from ${sql.identifier(stagingTableOf(runId))} s where s.source_key = r.source_key)
  and not exists (select from quarantine q where q.source_id = run.source_id and q.dataset = run.dataset
    and q.source_key = r.source_key and q.run_id = run.id)`
