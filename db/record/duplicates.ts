import { sql } from 'drizzle-orm'
import { refusalFingerprint } from '#db/quarantine/fingerprint'
import { type Db, rowsOf } from '#db/stores'
import { stagingTableOf } from './stage'

const stagingOf = (runId: number) => sql.identifier(stagingTableOf(runId))

/** SQL for the fingerprint of a duplicate, by its position: its key is that of the accepted record, which is not refused. */
const FINGERPRINT = sql.raw(refusalFingerprint({ key: 'null', position: 'd.position::jsonb', raw: 'd.raw' }))

/**
 * Deletes all but the first staged record of each key and returns how many. Those that differ from the first are kept in
 * quarantine as `duplicate_key`, and still count as duplicates.
 */
export async function dropAllButFirst(tx: Db, runId: number): Promise<number> {
  const staging = stagingOf(runId)
  const [removed] = await rowsOf<{ count: number }>(
    tx,
    sql`with duplicated as (
      select source_key, min(ordinal) as ordinal from ${staging} group by source_key having count(*) > 1
    ), removed as (
      delete from ${staging} s using duplicated r where s.source_key = r.source_key and s.ordinal <> r.ordinal
      returning s.source_key, s.content_hash, s.raw, s.position
    ), kept as (
      insert into quarantine (source_id, dataset, fingerprint, run_id, code, message, position, raw)
      select distinct on (${FINGERPRINT}) run.source_id, run.dataset, ${FINGERPRINT}, run.id, 'duplicate_key',
        'Another record of this run has the same key; that one came first.', d.position::jsonb, d.raw
      from removed d
      join duplicated r using (source_key)
      join ${staging} f on f.source_key = r.source_key and f.ordinal = r.ordinal
      join ingest_run run on run.id = ${runId}
      where f.content_hash <> d.content_hash
      on conflict (source_id, dataset, fingerprint) do update set run_id = excluded.run_id, code = excluded.code,
        field = null, message = excluded.message, resolved_at = null
    )
    select count(*)::int as count from removed`,
  )
  return removed?.count ?? 0
}

/** Deletes all but the last staged record of each key and returns how many. */
export async function dropAllButLast(tx: Db, runId: number): Promise<number> {
  const staging = stagingOf(runId)
  const [removed] = await rowsOf<{ count: number }>(
    tx,
    sql`with duplicated as (
      select source_key, max(ordinal) as ordinal from ${staging} group by source_key having count(*) > 1
    ), removed as (
      delete from ${staging} s using duplicated r where s.source_key = r.source_key and s.ordinal <> r.ordinal returning 1
    )
    select count(*)::int as count from removed`,
  )
  return removed?.count ?? 0
}

/**
 * Deletes staged replays that must not be archived and returns how many; they stay in quarantine as `duplicate_key`. Deleted
 * are all but the first of each key, and those whose archived record differs and may be newer.
 *
 * The archived record may be newer if the key of the refused record was unknown, or if the run that last changed the archived
 * record is not older than the run that last refused the other. If the key was known, no later run can have read it unchanged:
 * that run would have resolved the refusal.
 */
export async function dropStaleReplays(tx: Db, runId: number): Promise<number> {
  const staging = stagingOf(runId)
  const [removed] = await rowsOf<{ count: number }>(
    tx,
    sql`with first as (
      select source_key, min(ordinal) as ordinal from ${staging} group by source_key
    ), stale as (
      select s.ordinal from ${staging} s
      join first f using (source_key)
      join ingest_run run on run.id = ${runId}
      join quarantine q on q.id = (s.position::jsonb ->> 'refused')::bigint
      left join source_record r on r.source_id = run.source_id and r.dataset = run.dataset and r.source_key = s.source_key
      where s.ordinal <> f.ordinal
        or (r.content_hash <> s.content_hash and (q.source_key is null or r.last_run >= q.run_id))
    ), removed as (
      delete from ${staging} s using stale where s.ordinal = stale.ordinal
      returning (s.position::jsonb ->> 'refused')::bigint as id
    ), kept as (
      update quarantine q set code = 'duplicate_key', field = null,
        message = 'Another record of this key is in the catalogue and may be newer.' from removed where q.id = removed.id
    )
    select count(*)::int as count from removed`,
  )
  return removed?.count ?? 0
}
