import type { BulkTransaction } from '#db/stores'
import { refusalFingerprint } from './fingerprint'

/**
 * A refused record before it is stored in quarantine. `position` is JSON text; `damaged` means that characters of `raw` were
 * replaced to make it storable; `quarantineId` is the id of its row if it is a replayed record, of which only the reason changes.
 */
export type StagedReject = {
  sourceKey?: string
  code: string
  field?: string
  message: string
  position: string
  raw: string
  damaged: boolean
  quarantineId?: number
}

/** Stores the records that a run refused. A record that is refused again updates its row, which counts as unresolved again. */
export async function insertRefused(
  tx: BulkTransaction,
  runId: number,
  rejects: readonly StagedReject[],
): Promise<void> {
  if (rejects.length > 0) await tx.query(INSERT, [runId, JSON.stringify(rejects)])
}

const FINGERPRINT = refusalFingerprint({ key: 'r."sourceKey"', position: 'r.position::jsonb', raw: 'r.raw' })

/**
 * `distinct on`: two refused records can have one fingerprint, as from two files of one name, and `on conflict do update`
 * fails if one statement touches a row twice.
 */
const INSERT = `
  with run as (select id, source_id, dataset from ingest_run where id = $1::bigint),
  r as (
    select r.*, ${FINGERPRINT} as fingerprint from jsonb_to_recordset($2::text::jsonb)
      as r("sourceKey" text, code text, field text, message text, position text, raw text, damaged boolean, "quarantineId" bigint)
  ), again as (
    update quarantine q set code = r.code, field = r.field, message = r.message from r where q.id = r."quarantineId"
  )
  insert into quarantine (source_id, dataset, fingerprint, run_id, code, field, message, position, raw, source_key, damaged)
  select distinct on (r.fingerprint) run.source_id, run.dataset, r.fingerprint, run.id, r.code, r.field, r.message,
    r.position::jsonb, r.raw, r."sourceKey", r.damaged
  from run cross join r where r."quarantineId" is null
  on conflict (source_id, dataset, fingerprint) do update set run_id = excluded.run_id, code = excluded.code,
    field = excluded.field, message = excluded.message, position = excluded.position, resolved_at = null`
