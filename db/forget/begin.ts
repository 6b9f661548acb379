import { sql } from 'drizzle-orm'
import { stagingTableOf } from '#db/record/stage'
import type { IngestRun } from '#db/run/queries'
import { type Db, rowsOf } from '#db/stores'
import type { ForgetSelection } from './selection'

/**
 * Sets the runs of a selection to `forgotten`, and deletes their staging tables, refused records and stored responses. Idempotent.
 *
 * It comes before the records are deleted: a crawl of an API must not rely on a run whose records are going. Of a single run only
 * the refusals that it was the first to meet are deleted, and later crawls no longer advance the bookmark of their source.
 */
export async function beginForget(tx: Db, selection: ForgetSelection): Promise<void> {
  const runs = sql`select id from ingest_run where ${isRunOf(selection)}`
  const unfinished = await rowsOf<Pick<IngestRun, 'id'>>(
    tx,
    sql`select id::float8 as id from ingest_run where ${isRunOf(selection)} and status = 'reading'`,
  )
  for (const { id } of unfinished) await tx.execute(sql`drop table if exists ${sql.identifier(stagingTableOf(id))}`)
  await deleteRefusals(tx, selection)
  await tx.execute(sql`delete from api_response where run_id in (${runs})`)
  await tx.execute(sql`update ingest_run set status = 'forgotten', finished_at = coalesce(finished_at, now()), staged = 0
    where ${isRunOf(selection)} and status <> 'forgotten'`)
  if (selection.runId !== undefined)
    await tx.execute(sql`update ingest_run set syncs = false
      where source_id = ${selection.sourceId}::smallint and id > ${selection.runId}::bigint and syncs`)
}

const isRunOf = ({ sourceId, dataset, runId }: ForgetSelection) =>
  sql`source_id = ${sourceId}::smallint and dataset = coalesce(${dataset ?? null}, dataset) and id = coalesce(${runId ?? null}::bigint, id)`

async function deleteRefusals(tx: Db, { sourceId, dataset, runId }: ForgetSelection): Promise<void> {
  const ofRun =
    runId === undefined
      ? sql`true`
      : sql`q.run_id = ${runId}::bigint and q.refused_at >= (select started_at from ingest_run where id = ${runId}::bigint)`
  await tx.execute(sql`delete from quarantine q where q.source_id = ${sourceId}::smallint
    and q.dataset = coalesce(${dataset ?? null}, q.dataset) and ${ofRun}`)
}
