import { type SQL, sql } from 'drizzle-orm'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { type Decision, findDecision } from './queries'

/**
 * Returns the id of the first later active decision on any game that these records are in today, or `undefined`. While there
 * is such a decision, the earlier one must not be undone.
 */
export async function findLaterDecision(
  db: Db,
  { id, decidedAt }: Decision,
  records: readonly RecordRef[],
): Promise<string | undefined> {
  const [later] = await rowsOf<{ id: string }>(
    db,
    sql`with near as (
      select s.slug, member.dataset, member.source_key
      from ${recordset(records, { source: 'text', dataset: 'text', key: 'text' })}
      join source of on of.slug = r.source
      join source_record named on named.source_id = of.id and named.dataset = r.dataset and named.source_key = r.key
      join match_link mine on mine.record_id = named.id
      join match_link theirs on theirs.game_id = mine.game_id
      join source_record member on member.id = theirs.record_id
      join source s on s.id = member.source_id
    )
    select d.id from decision d
    where d.undone_at is null and d.id <> ${id}::uuid and d.decided_at > ${decidedAt}::timestamptz and (
      exists (select from match_rule m join near n on (n.slug, n.dataset, n.source_key) in
        ((m.source, m.dataset, m.source_key), (m.other_source, m.other_dataset, m.other_key)) where m.decision_id = d.id)
      or exists (select from field_lock l join near n on (n.slug, n.dataset, n.source_key) = (l.source, l.dataset, l.source_key)
        where l.decision_id = d.id))
    order by d.decided_at limit 1`,
  )
  return later?.id
}

/** Returns the active overrides of a field of the game that these records make, the latest first. */
export async function findOverridesOn(db: Db, records: readonly RecordRef[], field: string): Promise<Decision[]> {
  const found = await rowsOf<{ id: string }>(
    db,
    sql`select d.id from decision d join field_lock l on l.decision_id = d.id
      join ${recordset(records, { source: 'text', dataset: 'text', key: 'text' })}
        on r.source = l.source and r.dataset = l.dataset and r.key = l.source_key
      where d.undone_at is null and l.field = ${field} order by d.decided_at desc, d.id desc`,
  )
  const decisions = await Promise.all(found.map(({ id }) => findDecision(db, id)))
  return decisions.filter((decision) => decision !== undefined)
}

/** Returns the games that this decision merged into another one and that are still merged, by the ids of their former records. */
export const findGamesMergedBy = (db: Db, decisionId: string): Promise<Map<number, string>> =>
  findMerged(
    db,
    sql`exists (select from game_change c where c.game_id = g.id and c.decision_id = ${decisionId}::uuid and c.kind = 'merged')`,
  )

/** Returns the games that were merged into one of these, directly, by the ids of their former records. */
export const findGamesMergedInto = (db: Db, gameIds: readonly string[]): Promise<Map<number, string>> =>
  findMerged(
    db,
    sql`g.merged_into in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(gameIds)}::text::jsonb))`,
  )

/** A merged game keeps the provenance of its title, which names its records because each of them states one. */
async function findMerged(db: Db, isWanted: SQL): Promise<Map<number, string>> {
  const rows = await rowsOf<{ recordId: number; gameId: string }>(
    db,
    sql`select r.id::float8 as "recordId", g.id as "gameId"
      from game g
      cross join jsonb_array_elements((g.provenance -> 'title' -> 'winners') || (g.provenance -> 'title' -> 'losers')) claim
      join source s on s.slug = claim -> 'by' ->> 'source'
      join source_record r on r.source_id = s.id and r.dataset = claim -> 'by' ->> 'dataset'
        and r.source_key = claim -> 'by' ->> 'key'
      where g.merged_into is not null and ${isWanted}`,
  )
  return new Map(rows.map(({ recordId, gameId }) => [recordId, gameId]))
}
