import { sql } from 'drizzle-orm'
import { copyLine } from '#db/postgres/copy'
import { insertRefused, type StagedReject } from '#db/quarantine/insert'
import type { Profile } from '#db/run/table'
import { type BulkTransaction, type Db, rowsOf } from '#db/stores'

/** A candidate on its way into the archive. `raw` and `fields` are JSON text; keys and hash are signed 64-bit numbers. */
export type StagedRecord = {
  sourceKey: string
  contentHash: bigint
  raw: string
  fields: string
  matchKeys: readonly bigint[]
  position: string
}

/** Everything one transaction of a run stores: what was read since the last one, and where to go on. */
export type StagedBatch = {
  lines: readonly string[]
  rejects: readonly StagedReject[]
  unknownWords: Record<string, Record<string, number>>
  profile: Profile
  read: number
  records: number
  checkpoint: Record<string, string | number>
}

const COLUMNS = ['ordinal', 'source_key', 'content_hash', 'raw', 'fields', 'match_keys', 'position']

/** One staged record as a line of COPY text; `ordinal` is its place in the run. */
export const stagedLine = (ordinal: number, record: StagedRecord): string =>
  copyLine([
    String(ordinal),
    record.sourceKey,
    record.contentHash.toString(),
    record.raw,
    record.fields,
    `{${record.matchKeys.join(',')}}`,
    record.position,
  ])

/** The unlogged table a run stages its records in. */
export const stagingTableOf = (runId: number): string => `staging_${runId}`

/**
 * Makes the staging table of a run, and tells whether what its checkpoint promises is still there.
 *
 * A crash of the server empties unlogged tables: then the run must start again, or records would be lost.
 */
export async function openStaging(db: Db, runId: number, promised: number): Promise<'complete' | 'lost'> {
  const table = sql.identifier(stagingTableOf(runId))
  await db.execute(sql`create unlogged table if not exists ${table} (like staging_record)`)
  const [found] = await rowsOf<{ staged: number }>(db, sql`select count(*)::int as staged from ${table}`)
  if (found?.staged === promised) return 'complete'
  await db.execute(sql`truncate ${table}`)
  return 'lost'
}

/** Forgets what a run has read so far, so that it starts again at the beginning of its input. */
export async function rewindRun(db: Db, runId: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`truncate ${sql.identifier(stagingTableOf(runId))}`)
    await tx.execute(sql`update ingest_run set checkpoint = null, records_read = 0, quarantined = 0, staged = 0,
      unknown_words = '{}', profile = null where id = ${runId}`)
  })
}

/** Stores one batch with its checkpoint, or nothing of it: a run killed at any moment goes on exactly there. */
export async function stageBatch(tx: BulkTransaction, runId: number, batch: StagedBatch): Promise<void> {
  if (batch.lines.length > 0) await tx.copyIn(stagingTableOf(runId), COLUMNS, batch.lines)
  await insertRefused(tx, runId, batch.rejects)
  await tx.query(ADVANCE, [
    runId,
    JSON.stringify(batch.checkpoint),
    batch.read,
    batch.rejects.length,
    batch.records,
    JSON.stringify(batch.unknownWords),
    JSON.stringify(batch.profile),
  ])
}

const ADVANCE = `
  update ingest_run set checkpoint = $2::text::jsonb, records_read = records_read + $3::int, quarantined = quarantined + $4::int,
    staged = staged + $5::int, unknown_words = $6::text::jsonb, profile = $7::text::jsonb
  where id = $1::bigint`
