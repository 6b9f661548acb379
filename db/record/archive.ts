import { type SQL, sql } from 'drizzle-orm'
import { resolveReplayed, resolveSeenAgain } from '#db/quarantine/resolve'
import { type Db, rowsOf } from '#db/stores'
import { dropAllButFirst, dropAllButLast, dropStaleReplays } from './duplicates'
import { markRemoved } from './removed'
import { stagingTableOf } from './stage'

/** What archiving a run came to: together with the refused ones, every record it read. `removed` are those that came no longer. */
export type Archived = { accepted: number; unchanged: number; duplicate: number; removed: number }

/**
 * How records are archived: of several with one key the first counts, or the `latest`, whose forerunners lie elsewhere.
 *
 * `complete`: everything there is came, so what did not is removed. `replays`: they were refused before, and give way to
 * whatever is known of their key since.
 */
export type Archiving = { keepLast?: boolean; complete?: boolean; isReplay?: boolean }

/**
 * Moves what a run staged into `source_record` in one transaction: one of each key counts, identical records are left alone,
 * new and changed ones are stored and queued for matching. What was refused of these keys before is refused no longer.
 *
 * Running it again after it has committed does nothing: the staging table is gone with the same transaction.
 */
export async function archiveStaged(db: Db, runId: number, archiving: Archiving = {}): Promise<Archived> {
  const staging = sql.identifier(stagingTableOf(runId))
  const { complete = false, isReplay = false } = archiving
  return db.transaction(async (tx) => {
    const [before] = await rowsOf<{ count: number }>(tx, sql`select count(*)::int as count from ${staging}`)
    const duplicate = await removeRepeated(tx, runId, archiving)
    await tx.execute(sql`analyze ${staging}`)
    const accepted = await upsertRecords(tx, staging, runId)
    await (isReplay ? resolveReplayed(tx, runId) : resolveSeenAgain(tx, runId, complete))
    const removed = complete ? await markRemoved(tx, runId) : 0
    const archived = { accepted, duplicate, unchanged: (before?.count ?? 0) - duplicate - accepted, removed }
    await tx.execute(sql`update ingest_run set accepted = ${accepted}, duplicate = ${duplicate}, unchanged = ${archived.unchanged},
      removed = ${removed}, staged = 0, status = 'archived' where id = ${runId}`)
    await tx.execute(sql`drop table ${staging}`)
    return archived
  })
}

function removeRepeated(tx: Db, runId: number, { keepLast, isReplay }: Archiving): Promise<number> {
  if (isReplay) return dropStaleReplays(tx, runId)
  return keepLast ? dropAllButLast(tx, runId) : dropAllButFirst(tx, runId)
}

/** Stores new and changed records and queues them for matching; the anti-join on the hash leaves identical ones untouched. */
async function upsertRecords(tx: Db, staging: ReturnType<typeof sql.identifier>, runId: number): Promise<number> {
  const of: SQL = sql`select source_id, dataset from ingest_run where id = ${runId}`
  const [written] = await rowsOf<{ count: number }>(
    tx,
    sql`with run as materialized (${of}), changed as (
      insert into source_record (source_id, dataset, source_key, raw, fields, match_keys, content_hash, first_run, last_run)
      select run.source_id, run.dataset, s.source_key, s.raw, s.fields::json, s.match_keys, s.content_hash, ${runId}, ${runId}
      from ${staging} s cross join run
      where not exists (
        select from source_record r
        where r.source_id = run.source_id and r.dataset = run.dataset and r.source_key = s.source_key
          and r.content_hash = s.content_hash and r.removed_at is null)
      on conflict (source_id, dataset, source_key) do update set raw = excluded.raw, fields = excluded.fields, match_keys = excluded.match_keys,
        content_hash = excluded.content_hash, last_run = excluded.last_run, removed_at = null
      returning id
    ), queued as (
      insert into match_pending (record_id) select id from changed
      on conflict (record_id) do update set again = false
    )
    select count(*)::int as count from changed`,
  )
  return written?.count ?? 0
}
