import { type SQL, sql } from 'drizzle-orm'
import { retryConflicts } from '#db/postgres/conflict'
import { resolveReplayed, resolveSeenAgain } from '#db/quarantine/resolve'
import { type Db, rowsOf } from '#db/stores'
import { dropAllButFirst, dropAllButLast, dropStaleReplays } from './duplicates'
import { markRemoved } from './removed'
import { stagingTableOf } from './stage'

/**
 * Counts of an archived run. `accepted`, `unchanged` and `duplicate` make up its staged records; `removed` are the archived
 * records that it marked as removed.
 */
export type Archived = { accepted: number; unchanged: number; duplicate: number; removed: number }

/** Options of archiving, each false by default. */
export type ArchiveOptions = {
  /** Of several records with one key the last is archived, not the first, and the others are not kept in quarantine. */
  keepLast?: boolean
  /** The run read every record of its dataset, so other archived records of the dataset are marked as removed. */
  complete?: boolean
  /** The records were refused before; they never overwrite a record of the same key that may be newer. */
  isReplay?: boolean
}

/**
 * Moves the staged records of a run into `source_record`, in one transaction: keeps one record of each key, leaves identical
 * ones alone, stores new and changed ones and queues them for matching. Earlier refusals of these keys are resolved.
 *
 * The same transaction sets the run's status to `archived` and drops its staging table.
 */
export async function archiveStaged(db: Db, runId: number, options: ArchiveOptions = {}): Promise<Archived> {
  const staging = sql.identifier(stagingTableOf(runId))
  const { complete = false, isReplay = false } = options
  const archive = async (tx: Db): Promise<Archived> => {
    const [before] = await rowsOf<{ count: number }>(tx, sql`select count(*)::int as count from ${staging}`)
    const duplicate = await dropDuplicates(tx, runId, options)
    await tx.execute(sql`analyze ${staging}`)
    const accepted = await upsertRecords(tx, staging, runId)
    await (isReplay ? resolveReplayed(tx, runId) : resolveSeenAgain(tx, runId, complete))
    const removed = complete ? await markRemoved(tx, runId) : 0
    const archived = { accepted, duplicate, unchanged: (before?.count ?? 0) - duplicate - accepted, removed }
    await tx.execute(sql`update ingest_run set accepted = ${accepted}, duplicate = ${duplicate}, unchanged = ${archived.unchanged},
      removed = ${removed}, staged = 0, status = 'archived' where id = ${runId}`)
    await tx.execute(sql`drop table ${staging}`)
    return archived
  }
  return retryConflicts(() => db.transaction(archive))
}

function dropDuplicates(tx: Db, runId: number, { keepLast, isReplay }: ArchiveOptions): Promise<number> {
  if (isReplay) return dropStaleReplays(tx, runId)
  return keepLast ? dropAllButLast(tx, runId) : dropAllButFirst(tx, runId)
}

/**
 * Stores new and changed records, queues them for matching and returns how many. An anti-join on the hash skips identical ones.
 *
 * Ids ascend in the order of the dataset: the oldest record of a game decides its id and slug, which must not depend on the
 * plan of a query.
 */
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
      order by s.ordinal
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
