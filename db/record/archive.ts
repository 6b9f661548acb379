import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../stores'
import { stagingTableOf } from './stage'

/** What archiving a run came to: together with the refused ones, every record it read. */
export type Archived = { accepted: number; unchanged: number; duplicate: number }

/** How records are archived: of several with one key the first counts, or the `latest`, whose forerunners lie elsewhere. */
export type Archiving = { latest?: boolean }

/**
 * Moves what a run staged into `source_record` in one transaction: one of each key counts, identical records are left alone,
 * new and changed ones are stored and queued for matching.
 *
 * Running it again after it has committed does nothing: the staging table is gone with the same transaction.
 */
export async function archiveStaged(db: Db, runId: number, { latest = false }: Archiving = {}): Promise<Archived> {
  const staging = sql.identifier(stagingTableOf(runId))
  const of: SQL = sql`select source_id, dataset from ingest_run where id = ${runId}`
  return db.transaction(async (tx) => {
    const [before] = await rowsOf<{ count: number }>(tx, sql`select count(*)::int as count from ${staging}`)
    const duplicate = latest ? await removeForerunners(tx, staging) : await removeDuplicates(tx, staging, runId)
    await tx.execute(sql`analyze ${staging}`)
    const accepted = await upsertRecords(tx, staging, runId, of)
    const archived = { accepted, duplicate, unchanged: (before?.count ?? 0) - duplicate - accepted }
    await tx.execute(sql`update ingest_run set accepted = ${archived.accepted}, duplicate = ${duplicate},
      unchanged = ${archived.unchanged}, staged = 0, status = 'archived' where id = ${runId}`)
    await tx.execute(sql`drop table ${staging}`)
    return archived
  })
}

/** Takes out all but the first record of each key. One that differs from the first is kept in quarantine, still counted a duplicate. */
async function removeDuplicates(tx: Db, staging: ReturnType<typeof sql.identifier>, runId: number): Promise<number> {
  const [removed] = await rowsOf<{ count: number }>(
    tx,
    sql`with repeated as (
      select source_key, min(ordinal) as ordinal from ${staging} group by source_key having count(*) > 1
    ), removed as (
      delete from ${staging} s using repeated r where s.source_key = r.source_key and s.ordinal <> r.ordinal
      returning s.source_key, s.content_hash, s.raw, s.position
    ), kept as (
      insert into quarantine (source_id, dataset, fingerprint, run_id, code, message, position, raw)
      select distinct on (d.position || d.raw) run.source_id, run.dataset, hashtextextended(d.position || d.raw, 0), run.id, 'duplicate_key',
        'Another record of this run has the same key; that one came first.', d.position::jsonb, d.raw
      from removed d
      join repeated r using (source_key)
      join ${staging} f on f.source_key = r.source_key and f.ordinal = r.ordinal
      join ingest_run run on run.id = ${runId}
      where f.content_hash <> d.content_hash
      on conflict (source_id, dataset, fingerprint) do update set run_id = excluded.run_id
    )
    select count(*)::int as count from removed`,
  )
  return removed?.count ?? 0
}

/** Takes out all but the last record of each key. */
async function removeForerunners(tx: Db, staging: ReturnType<typeof sql.identifier>): Promise<number> {
  const [removed] = await rowsOf<{ count: number }>(
    tx,
    sql`with repeated as (
      select source_key, max(ordinal) as ordinal from ${staging} group by source_key having count(*) > 1
    ), removed as (
      delete from ${staging} s using repeated r where s.source_key = r.source_key and s.ordinal <> r.ordinal returning 1
    )
    select count(*)::int as count from removed`,
  )
  return removed?.count ?? 0
}

/** Stores new and changed records and queues them for matching; the anti-join on the hash leaves identical ones untouched. */
async function upsertRecords(
  tx: Db,
  staging: ReturnType<typeof sql.identifier>,
  runId: number,
  of: SQL,
): Promise<number> {
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
