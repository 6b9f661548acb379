import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { type ForgetSelection, isSelected } from './selection'

/** Numbers of the records of a selection, of the games that have no other record, and of the games that also have others. */
export type ForgetPreview = { records: number; games: number; shared: number }

/** Counts what taking back a selection would delete and change. */
export async function previewForget(db: Db, selection: ForgetSelection): Promise<ForgetPreview> {
  const [found] = await rowsOf<ForgetPreview>(
    db,
    sql`with selected as materialized (
      select r.id, l.game_id from source_record r left join match_link l on l.record_id = r.id where ${isSelected(selection)}
    ), touched as (select distinct game_id from selected where game_id is not null),
    judged as (
      select exists (select from match_link l join source_record r on r.id = l.record_id
        where l.game_id = touched.game_id and not (${isSelected(selection)})) as lives from touched
    )
    select (select count(*)::int from selected) as records,
      (select count(*)::int from judged where not lives) as games, (select count(*)::int from judged where lives) as shared`,
  )
  return found ?? { records: 0, games: 0, shared: 0 }
}

/**
 * Counts the decisions, not undone, that name a record of this source, or of one of its datasets, that is not in the catalogue:
 * they do not apply until it is loaded again.
 */
export async function countWaitingDecisions(db: Db, slug: string, dataset: string | undefined): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`with named as (
      select decision_id, source, dataset, source_key from match_rule
      union all select decision_id, other_source, other_dataset, other_key from match_rule
      union all select decision_id, source, dataset, source_key from field_lock
    )
    select count(distinct d.id)::int as count from decision d join named n on n.decision_id = d.id
    where d.undone_at is null and n.source = ${slug} and n.dataset = coalesce(${dataset ?? null}, n.dataset)
      and not exists (select from source_record r join source s on s.id = r.source_id
        where s.slug = n.source and r.dataset = n.dataset and r.source_key = n.source_key)`,
  )
  return found?.count ?? 0
}
