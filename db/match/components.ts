import { type SQL, sql } from 'drizzle-orm'
import type { MergeRecord } from '#catalogue/merge/golden'
import { READ_YEAR, REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'

/** Most records that a match key connects. A key that more records share says too little: it is skipped, and counted as such. */
const MAX_RECORDS_PER_KEY = 2_000

/** Numbers of the records that were labelled, and of the keys skipped because more than 2,000 records share them. */
export type ComponentCounts = { records: number; skippedKeys: number }

/** The records that matching starts from: all pending ones, or those with these ids. */
export type MatchStart = 'pending' | readonly number[]

const startOf = (start: MatchStart): SQL =>
  start === 'pending'
    ? sql`(select record_id from match_pending) start`
    : sql`(select value::bigint as record_id from jsonb_array_elements_text(${JSON.stringify(start)}::text::jsonb)) start`

/**
 * Finds every record that is connected, directly or through others, with a record of `start`, and labels each with its
 * connected component in the table `match_component`, which is emptied first.
 *
 * Two records are connected if they share a match key or belong to the same game, so a component can be resolved from all
 * its records, and the result does not depend on the order and batches in which they arrived.
 */
export async function labelComponents(db: Db, start: MatchStart): Promise<ComponentCounts> {
  await updateKeys(db, startOf(start))
  // Not for a few records: they hardly change the statistics of all keys, and `analyze` takes longer than everything else.
  if (start === 'pending') await db.execute(sql`analyze match_key`)
  await db.execute(sql`truncate match_component, match_edge`)
  await db.execute(
    sql`insert into match_component (record_id, component, round) select record_id, record_id, 0 from ${startOf(start)}`,
  )
  await expand(db)
  const skippedKeys = await insertEdges(db)
  await propagate(db)
  const [labelled] = await rowsOf<{ records: number }>(db, sql`select count(*)::int as records from match_component`)
  return { records: labelled?.records ?? 0, skippedKeys }
}

/** Updates `match_key` for the records of the start: their present match keys, and the keys of active must-link decisions. */
async function updateKeys(db: Db, start: SQL): Promise<void> {
  const records = sql`${start} join source_record r on r.id = start.record_id`
  await db.execute(
    sql`delete from match_key k using ${records} where k.record_id = r.id and k.key <> all (r.match_keys)`,
  )
  await db.execute(sql`insert into match_key (record_id, key) select r.id, unnest(r.match_keys) from ${records}
    on conflict do nothing`)
  await db.execute(insertMustLinkKeys(records))
}

/** Returns SQL that adds a key for the two records of each active must-link rule, so that they are in one component. */
const insertMustLinkKeys = (records: SQL): SQL => sql`
  insert into match_key (record_id, key)
  select r.id, hashtextextended(concat_ws(E'\n', m.decision_id, m.source, m.dataset, m.source_key, m.other_source, m.other_dataset, m.other_key), 2)
  from ${records} join source s on s.id = r.source_id
  cross join lateral (
    select one.* from match_rule one where one.source = s.slug and one.source_key = r.source_key and one.dataset = r.dataset
    union all
    select two.* from match_rule two where two.other_source = s.slug and two.other_key = r.source_key and two.other_dataset = r.dataset
  ) m join decision d on d.id = m.decision_id
  where m.kind = 'must_link' and d.undone_at is null
  on conflict do nothing`

/** Returns SQL that is true if at most 2,000 records share a key. */
export const isSelective = (key: SQL): SQL =>
  sql`(select count(*) from (select from match_key same where same.key = ${key} limit ${MAX_RECORDS_PER_KEY + 1}) few) <= ${MAX_RECORDS_PER_KEY}`

/** Adds the records connected with those of the round before, until a round adds none. */
async function expand(db: Db): Promise<void> {
  for (let round = 1, added = 1; added > 0; round++) {
    await db.execute(sql`analyze match_component`)
    const rows = await rowsOf<{ added: number }>(db, neighboursOf(round))
    added = rows[0]?.added ?? 0
  }
}

const neighboursOf = (round: number): SQL => sql`
  with keys as materialized (
    select distinct k.key from match_component c join match_key k using (record_id) where c.round = ${round - 1}
  ), near as (
    select k.record_id from keys join match_key k using (key) where ${isSelective(sql`keys.key`)}
    union
    select other.record_id from match_component c join match_link l using (record_id)
      join match_link other using (game_id) where c.round = ${round - 1}
  ), added as (
    insert into match_component (record_id, component, round) select record_id, record_id, ${round} from near
    on conflict do nothing returning record_id
  )
  select count(*)::int as added from added`

/** Stores the edges between labelled records, each a shared key or a game, and returns how many keys were skipped. */
async function insertEdges(db: Db): Promise<number> {
  const [skipped] = await rowsOf<{ count: number }>(
    db,
    sql`with shared as (
      select k.key, count(*) as records from match_component c join match_key k using (record_id)
      group by k.key having count(*) > 1
    ), written as (
      insert into match_edge (record_id, key)
      select c.record_id, k.key from match_component c join match_key k using (record_id) join shared using (key)
        where shared.records <= ${MAX_RECORDS_PER_KEY}
      union all
      select c.record_id, hashtextextended(l.game_id::text, 1) from match_component c join match_link l using (record_id)
    )
    select count(*)::int as count from shared where records > ${MAX_RECORDS_PER_KEY}`,
  )
  await db.execute(sql`analyze match_edge`)
  return skipped?.count ?? 0
}

/** Propagates the smallest label along the edges until it is that of the whole component: its smallest record id. */
async function propagate(db: Db): Promise<void> {
  for (let changed = 1; changed > 0; ) {
    const rows = await rowsOf<{ changed: number }>(
      db,
      sql`with least as (
        select e.key, min(c.component) as component from match_edge e join match_component c using (record_id) group by e.key
      ), better as (
        select e.record_id, min(l.component) as component from match_edge e join least l using (key) group by e.record_id
      ), moved as (
        update match_component c set component = b.component from better b
        where b.record_id = c.record_id and b.component < c.component returning 1
      )
      select count(*)::int as changed from moved`,
    )
    changed = rows[0]?.changed ?? 0
  }
}

/** A labelled record with everything that clustering and merging need; `component` is its label. */
export type ComponentRecord = MergeRecord & {
  component: number
  recordId: number
  sourceId: number
  gameId: string | null
  /** The day on which it was marked as removed, as `YYYY-MM-DD`; `null` if it was not. */
  removedOn: string | null
  /** The run that last changed it. */
  lastRun: number
  /** True if that run has not counted its outcome yet. */
  isUncounted: boolean
}

const COMPONENT_COLUMNS = sql`r.id::float8 as "recordId", r.source_id as "sourceId", s.trust, s.origin,
        s.sales_count as "salesCount", ${READ_YEAR} as "readYear", ${REF} as ref,
        r.fields as record, l.game_id as "gameId",
        to_char(r.removed_at at time zone 'UTC', 'YYYY-MM-DD') as "removedOn", r.last_run::float8 as "lastRun",
        p.record_id is not null and not p.again as "isUncounted"`

/** Returns the records of the next whole components after a label, in order: at least one component, about `records` records. */
export async function listComponents(db: Db, after: number, records: number): Promise<ComponentRecord[]> {
  return rowsOf<ComponentRecord>(
    db,
    sql`select c.component::float8 as component, ${COMPONENT_COLUMNS}
      from match_component c
      join source_record r on r.id = c.record_id
      join source s on s.id = r.source_id
      left join match_link l on l.record_id = r.id
      left join match_pending p on p.record_id = r.id
      where c.component > ${after} and c.component <= (
        select max(component) from (
          select component from match_component where component > ${after} order by component limit ${records}) next)
      order by c.component, r.id`,
  )
}

/** Returns the records of games as one component, oldest first, each with the slug of its game. */
export const listRecordsAsComponent = (
  db: Db,
  gameIds: readonly string[],
): Promise<(ComponentRecord & { gameId: string; slug: string })[]> =>
  rowsOf(
    db,
    sql`select 0 as component, g.slug, ${COMPONENT_COLUMNS}
      from match_link l
      join game g on g.id = l.game_id
      join source_record r on r.id = l.record_id
      join source s on s.id = r.source_id
      left join match_pending p on p.record_id = r.id
      where l.game_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(gameIds)}::text::jsonb))
      order by r.id`,
  )
