import { sql } from 'drizzle-orm'
import { copyLine } from '#db/postgres/copy'
import { insertRefused, type StagedReject } from '#db/quarantine/insert'
import type { Profile } from '#db/run/table'
import { type BulkTransaction, type Db, rowsOf } from '#db/stores'

/**
 * An accepted record before it is archived. `raw` is its text as the source wrote it, `record` a `CatalogueRecord` as JSON
 * text, `position` JSON text; hash and match keys are signed 64-bit numbers.
 */
export type StagedRecord = {
  sourceKey: string
  contentHash: bigint
  raw: string
  record: string
  matchKeys: readonly bigint[]
  position: string
}

/**
 * Everything that one transaction of a run stores: the records read since the last transaction, and the checkpoint to resume
 * from. `read` counts staged and refused records, `records` the staged ones (`lines`, each as `stagedLine` writes it);
 * `unknownWords` and `profile` are those of the whole run so far.
 */
export type StagedBatch = {
  lines: readonly string[]
  rejects: readonly StagedReject[]
  unknownWords: Record<string, Record<string, number>>
  profile: Profile
  read: number
  records: number
  checkpoint: Record<string, string | number>
  /** Part of the input that has been read, 0 to 1; `undefined` if its size is unknown. */
  share: number | undefined
}

const COLUMNS = ['ordinal', 'source_key', 'content_hash', 'raw', 'fields', 'match_keys', 'position']

/** Returns one staged record as a line of COPY text; `ordinal` is its position in the run. */
export const stagedLine = (ordinal: number, record: StagedRecord): string =>
  copyLine([
    String(ordinal),
    record.sourceKey,
    record.contentHash.toString(),
    record.raw,
    record.record,
    `{${record.matchKeys.join(',')}}`,
    record.position,
  ])

/** Returns the name of the unlogged table in which a run stages its records. */
export const stagingTableOf = (runId: number): string => `staging_${runId}`

/**
 * Creates the staging table of a run if it is missing. Returns `'complete'` if it holds the `expected` number of records;
 * otherwise empties it and returns `'lost'`.
 *
 * A crash of the server empties unlogged tables: the run must then start again, or records would be lost.
 */
export async function openStaging(db: Db, runId: number, expected: number): Promise<'complete' | 'lost'> {
  const table = sql.identifier(stagingTableOf(runId))
  await db.execute(sql`create unlogged table if not exists ${table} (like staging_record)`)
  const [found] = await rowsOf<{ staged: number }>(db, sql`select count(*)::int as staged from ${table}`)
  if (found?.staged === expected) return 'complete'
  await db.execute(sql`truncate ${table}`)
  return 'lost'
}

/** Deletes the staged records, counts and checkpoint of a run, so that it starts again at the beginning of its input. */
export async function rewindRun(db: Db, runId: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`truncate ${sql.identifier(stagingTableOf(runId))}`)
    await tx.execute(sql`update ingest_run set checkpoint = null, records_read = 0, quarantined = 0, staged = 0,
      expected = null, unknown_words = '{}', profile = null where id = ${runId}`)
  })
}

/** Stores one batch and its checkpoint in the caller's transaction, so that a run killed at any moment resumes exactly there. */
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
    batch.share ?? null,
  ])
}

const ADVANCE = `
  update ingest_run set checkpoint = $2::text::jsonb, records_read = records_read + $3::int, quarantined = quarantined + $4::int,
    staged = staged + $5::int, unknown_words = $6::text::jsonb, profile = $7::text::jsonb,
    expected = round((records_read + $3::int) / nullif($8::float8, 0))
  where id = $1::bigint`
