import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** A refused record with what reading it again takes: its text, and the columns of its file (`head`) where it has any. */
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

/** The refused records of one list: how many can be read again, and how many of whose text not enough was kept. */
export type RefusedList = { source: string; dataset: string; whole: number; broken: number }

/** Lists that have refused records. `partial` are the codes under which only a piece of the text is kept. */
export const listRefusedLists = (
  db: Db,
  slug: string | undefined,
  partial: readonly string[],
): Promise<RefusedList[]> =>
  rowsOf<RefusedList>(
    db,
    sql`select s.slug as source, q.dataset, count(*) filter (where ${isWhole(partial)})::int as whole,
        count(*) filter (where not ${isWhole(partial)})::int as broken
      from quarantine q join source s on s.id = q.source_id
      where q.resolved_at is null and (${slug ?? null}::text is null or s.slug = ${slug ?? null})
      group by s.slug, q.dataset order by s.slug, q.dataset`,
  )

/** Where a page of them ended. */
export type RefusedAfter = { run: number; id: number }

/**
 * One page of a list's refused records whose text is whole, those of the latest run first: of several of one key it is the
 * latest that counts.
 */
export const listWhole = (
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
