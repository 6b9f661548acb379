import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** A refused record with what is needed to read it again: its text and, for a CSV, the header and dialect of its file (`head`). */
export type ReplayableRecord = {
  id: number
  run: number
  code: string
  field: string | null
  message: string
  position: Record<string, string | number>
  raw: string
  head: string | null
}

/**
 * Counts of the refused records of one dataset. `whole`: can be read again; `broken`: cannot, because the text is incomplete, damaged or
 * not that of a record; `expired`: cannot, because the text was deleted after its time.
 */
export type RefusedDataset = { source: string; dataset: string; whole: number; broken: number; expired: number }

/**
 * Returns the datasets that have unresolved refused records, of the source `slug` (Default: of every source). `partial`: the codes
 * of refusals whose stored text is incomplete or is not a record.
 */
export const listRefusedDatasets = (
  db: Db,
  slug: string | undefined,
  partial: readonly string[],
): Promise<RefusedDataset[]> =>
  rowsOf<RefusedDataset>(
    db,
    sql`select s.slug as source, q.dataset, count(*) filter (where ${isWhole(partial)})::int as whole,
        count(*) filter (where q.raw is not null and not ${isWhole(partial)})::int as broken,
        count(*) filter (where q.raw is null)::int as expired
      from quarantine q join source s on s.id = q.source_id
      where q.resolved_at is null and (${slug ?? null}::text is null or s.slug = ${slug ?? null})
      group by s.slug, q.dataset order by s.slug, q.dataset`,
  )

/** Run and id of the last record of a page. */
export type RefusedAfter = { run: number; id: number }

/**
 * Returns the next page of a dataset's unresolved refused records that can be read again. Those of the latest run come first,
 * because a replay accepts the first record of each key.
 */
export const listReplayable = (
  db: Db,
  { source, dataset, partial }: { source: string; dataset: string; partial: readonly string[] },
  after: RefusedAfter | undefined,
  limit: number,
): Promise<ReplayableRecord[]> =>
  rowsOf<ReplayableRecord>(
    db,
    sql`select q.id::float8 as id, q.run_id::float8 as run, q.code, q.field, q.message, q.position, q.raw, run.head
      from quarantine q join source s on s.id = q.source_id join ingest_run run on run.id = q.run_id
      where s.slug = ${source} and q.dataset = ${dataset} and q.resolved_at is null and ${isWhole(partial)}
        and (${after?.run ?? null}::bigint is null or (-q.run_id, q.id) > (-${after?.run ?? null}::bigint, ${after?.id ?? null}::bigint))
      order by -q.run_id, q.id limit ${limit}`,
  )

const isWhole = (partial: readonly string[]): SQL =>
  sql`(not q.damaged and q.raw is not null and q.code not in (select jsonb_array_elements_text(${JSON.stringify(partial)}::text::jsonb)))`
