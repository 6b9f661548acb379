import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { stagingTableOf } from './stage'

/**
 * What archiving a run that lists everything would come to: `known` live records of its list, how many of them did not
 * come (`vanished`), and how many records were refused without a key (`nameless`).
 */
export type DeletionCounts = { known: number; missing: number; withoutKey: number }

/** Counts what a run would remove, before its records are archived. */
export async function countDeletions(db: Db, runId: number): Promise<DeletionCounts> {
  const [counts] = await rowsOf<DeletionCounts>(
    db,
    sql`select
      (select count(*)::int from source_record r where r.source_id = run.source_id and r.dataset = run.dataset
        and r.removed_at is null) as known,
      (select count(*)::int from source_record r where ${hasVanished(runId)}) as missing,
      (select count(*)::int from quarantine q where q.run_id = run.id and q.source_key is null) as "withoutKey"
      from ingest_run run where run.id = ${runId}`,
  )
  if (!counts) throw new Error(`run ${runId} is gone`)
  return counts
}

/** How many live records a run's list has that were archived by former ones. */
export async function countLive(db: Db, runId: number): Promise<number> {
  const [live] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from source_record r join ingest_run run on run.id = ${runId}
      where r.source_id = run.source_id and r.dataset = run.dataset and r.removed_at is null`,
  )
  return live?.count ?? 0
}

/** How many records of each source are marked as removed. */
export const countRemoved = (db: Db): Promise<{ source: string; count: number }[]> =>
  rowsOf(
    db,
    sql`select s.slug as source, count(*)::int as count from source_record r join source s on s.id = r.source_id
      where r.removed_at is not null group by s.slug`,
  )

/** Marks the records of a run's list that neither came nor were refused, and answers how many. They are never deleted. */
export async function markRemoved(tx: Db, runId: number): Promise<number> {
  const [marked] = await rowsOf<{ count: number }>(
    tx,
    sql`with run as (select id, source_id, dataset from ingest_run where id = ${runId}), marked as (
      update source_record r set removed_at = now() from run where ${hasVanished(runId)} returning 1
    ) select count(*)::int as count from marked`,
  )
  return marked?.count ?? 0
}

/** Whether `r` is a live record of the list of `run` that its staged and refused records lack. What a later run brought stays. */
const hasVanished = (runId: number): SQL => sql`r.source_id = run.source_id and r.dataset = run.dataset
  and r.removed_at is null and r.last_run <= run.id
  and not exists (select from ${sql.identifier(stagingTableOf(runId))} s where s.source_key = r.source_key)
  and not exists (select from quarantine q where q.source_id = run.source_id and q.dataset = run.dataset
    and q.source_key = r.source_key and q.run_id = run.id)`
