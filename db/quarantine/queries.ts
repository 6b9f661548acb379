import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { source } from '#db/source/table'
import { type Db, rowsOf } from '#db/stores'
import { quarantineTable } from './table'

/**
 * The number of unresolved refused records of one dataset with one code and field; `message` is an example. The text of `expired` ones was
 * deleted after its time.
 */
export type RefusalCount = {
  source: string
  dataset: string
  code: string
  field: string | null
  message: string
  count: number
  expired: number
}

/** Counts the unresolved refused records by dataset and reason, the most frequent first. (Default: of all sources) */
export const countRefusals = (db: Db, slug: string | undefined): Promise<RefusalCount[]> =>
  rowsOf<RefusalCount>(
    db,
    sql`select s.slug as source, q.dataset, q.code, q.field, max(q.message) as message, count(*)::int as count,
        count(*) filter (where q.raw is null)::int as expired
      from quarantine q join source s on s.id = q.source_id
      where q.resolved_at is null and (${slug ?? null}::text is null or s.slug = ${slug ?? null})
      group by s.slug, q.dataset, q.code, q.field order by count(*) desc, s.slug, q.dataset, q.code`,
  )

/** A filter of refused records: any of these sources, any of these codes, last refused by this run. */
export type RefusedFilter = {
  sources?: readonly string[] | undefined
  codes?: readonly string[] | undefined
  run?: number | undefined
}

/** Returns the next page of unresolved refused records after an id, in the order of their ids. */
export const listRefused = (db: Db, { sources, codes, run }: RefusedFilter, after: number, limit: number) =>
  db
    .select({
      id: quarantineTable.id,
      source: source.slug,
      dataset: quarantineTable.dataset,
      run: quarantineTable.runId,
      key: quarantineTable.sourceKey,
      code: quarantineTable.code,
      field: quarantineTable.field,
      message: quarantineTable.message,
      position: quarantineTable.position,
      raw: quarantineTable.raw,
      damaged: quarantineTable.damaged,
      refusedAt: quarantineTable.refusedAt,
    })
    .from(quarantineTable)
    .innerJoin(source, eq(source.id, quarantineTable.sourceId))
    .where(
      and(
        gt(quarantineTable.id, after),
        isNull(quarantineTable.resolvedAt),
        sources && inArray(source.slug, sources),
        codes && inArray(quarantineTable.code, codes),
        run === undefined ? undefined : eq(quarantineTable.runId, run),
      ),
    )
    .orderBy(quarantineTable.id)
    .limit(limit)
