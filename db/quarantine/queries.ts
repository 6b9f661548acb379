import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { source } from '#db/source/table'
import { type Db, rowsOf } from '#db/stores'
import { quarantineTable } from './table'

/** How many records of a source are refused for one reason. */
export type RefusalCount = {
  source: string
  dataset: string
  code: string
  field: string | null
  message: string
  count: number
}

/** Records that are refused today, counted by reason, the most frequent first. Resolved ones are left out. */
export const countRefusals = (db: Db, slug: string | undefined): Promise<RefusalCount[]> =>
  rowsOf<RefusalCount>(
    db,
    sql`select s.slug as source, q.dataset, q.code, q.field, max(q.message) as message, count(*)::int as count
      from quarantine q join source s on s.id = q.source_id
      where q.resolved_at is null and (${slug ?? null}::text is null or s.slug = ${slug ?? null})
      group by s.slug, q.dataset, q.code, q.field order by count(*) desc, s.slug, q.dataset, q.code`,
  )

/** Which refused records are asked for: of any of these sources, for any of these reasons, met last by this run. */
export type RefusedAsked = {
  sources?: readonly string[] | undefined
  codes?: readonly string[] | undefined
  run?: number | undefined
}

/** One page of the records that are refused today after an id, oldest first. */
export const listRefused = (db: Db, { sources, codes, run }: RefusedAsked, after: number, limit: number) =>
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
