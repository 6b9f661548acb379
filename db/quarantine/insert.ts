import type { BulkTransaction } from '#db/stores'
import { refusalFingerprint } from './fingerprint'

/**
 * A refused record on its way into quarantine: `position` is JSON text. `refused` is its number there, where it was tried
 * again and only its reason is new.
 */
export type StagedReject = {
  sourceKey?: string
  code: string
  field?: string
  message: string
  position: string
  raw: string
  damaged: boolean
  refused?: number
}

/** Keeps what a run refused, each record one row however often it is met. */
export async function insertRefused(
  tx: BulkTransaction,
  runId: number,
  rejects: readonly StagedReject[],
): Promise<void> {
  if (rejects.length > 0) await tx.query(INSERT, [runId, JSON.stringify(rejects)])
}

const FINGERPRINT = refusalFingerprint({ key: 'r."sourceKey"', position: 'r.position::jsonb', raw: 'r.raw' })

/** Two refused records may be one and the same, as of two files of one name: a statement may touch a row only once. */
const INSERT = `
  with run as (select id, source_id, dataset from ingest_run where id = $1::bigint),
  r as (
    select r.*, ${FINGERPRINT} as fingerprint from jsonb_to_recordset($2::text::jsonb)
      as r("sourceKey" text, code text, field text, message text, position text, raw text, damaged boolean, refused bigint)
  ), again as (
    update quarantine q set code = r.code, field = r.field, message = r.message from r where q.id = r.refused
  )
  insert into quarantine (source_id, dataset, fingerprint, run_id, code, field, message, position, raw, source_key, damaged)
  select distinct on (r.fingerprint) run.source_id, run.dataset, r.fingerprint, run.id, r.code, r.field, r.message,
    r.position::jsonb, r.raw, r."sourceKey", r.damaged
  from run cross join r where r.refused is null
  on conflict (source_id, dataset, fingerprint) do update set run_id = excluded.run_id, code = excluded.code,
    field = excluded.field, message = excluded.message, position = excluded.position, resolved_at = null`
