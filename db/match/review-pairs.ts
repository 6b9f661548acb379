import { type SQL, sql } from 'drizzle-orm'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import type { Evidence } from '#catalogue/match/evidence'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import { findMatchModel } from './model'
import { bandSql, type ReviewBand, type ReviewFilter, reviewFilterSql } from './review-filter'

/**
 * A record of a review pair as a person sees it: its ref, title, earliest year, platforms, companies and ids, and id and slug of its
 * game.
 */
export type ReviewRecord = RecordRef & {
  title: string
  year: number | null
  platforms: string[]
  companies: string[]
  ids: string[]
  game: string
  gameId: string
}

/** A review pair. `version` changes when its evidence, its records or their games change. */
export type ReviewPairRow = {
  id: number
  score: number
  band: ReviewBand
  evidence: Evidence[]
  version: string
  isOpen: boolean
  one: ReviewRecord
  other: ReviewRecord
}

/** Score and id of the last review pair of a page. */
export type ReviewPairAfter = { score: number; id: number }

/** Returns SQL for the earliest year that a record states. Not the year of its game: the evidence compares records. */
const earliestYear = (record: string) => `(select min(left(stated, 4))::int from (
    select ${record}.fields -> 'released' ->> 'date' as stated
    union all select e -> 'released' ->> 'date' from json_array_elements(${record}.fields -> 'releases') e) dates)`

const reviewRecord = (record: string, source: string, game: string) =>
  sql.raw(`json_build_object('source', ${source}.slug, 'dataset', ${record}.dataset, 'key', ${record}.source_key,
    'title', ${record}.fields ->> 'title', 'year', ${earliestYear(record)}, 'game', ${game}.slug, 'gameId', ${game}.id,
    'platforms', coalesce((select json_agg(e ->> 'platform') from json_array_elements(${record}.fields -> 'releases') e), '[]'),
    'companies', coalesce((select json_agg(distinct name order by name) from (
      select json_array_elements_text(${record}.fields -> 'developers') as name
      union all select json_array_elements_text(${record}.fields -> 'publishers')) names), '[]'),
    'ids', (select json_agg(id order by id) from (
      select ${source}.slug || ':' || ${record}.source_key as id
      union select space || ':' || id from json_each_text(${record}.fields -> 'externalIds') stated (space, id)) ids))`)

const VERSION = sql.raw(`left(md5(concat_ws(E'\\n', m.score, m.evidence::text, one.content_hash, other.content_hash,
    one_link.game_id, other_link.game_id)), 16)`)

/** SQL that joins a review pair `m` with its records, their sources and their games. */
const JOINED = sql`join source_record one on one.id = m.one_record
  join source_record other on other.id = m.other_record
  join source one_source on one_source.id = one.source_id
  join source other_source on other_source.id = other.source_id
  join match_link one_link on one_link.record_id = one.id
  join match_link other_link on other_link.record_id = other.id
  join game one_game on one_game.id = one_link.game_id
  join game other_game on other_game.id = other_link.game_id`

/** SQL for the open review pairs and what their filters read. */
const FILTERED = sql`from match_review m join source_record one on one.id = m.one_record
  join source_record other on other.id = m.other_record join source one_source on one_source.id = one.source_id
  join source other_source on other_source.id = other.source_id`

const columns = (model: MatchModel, isOpen: SQL) => sql`m.id::float8 as id, m.score::text::float8 as score, m.evidence,
  ${bandSql(model)} as band, ${VERSION} as version, ${isOpen} as "isOpen",
  ${reviewRecord('one', 'one_source', 'one_game')} as one, ${reviewRecord('other', 'other_source', 'other_game')} as other`

const open = (model: MatchModel) => sql`select ${columns(model, sql`true`)} from match_review m ${JOINED}`

const both = (conditions: readonly SQL[]): SQL => sql.join([sql`true`, ...conditions], sql` and `)

/** Returns the next open review pairs after a position that pass the filters, the highest score first. */
export async function pageOfReviewPairs(
  db: Db,
  after: ReviewPairAfter | undefined,
  limit: number,
  filter: ReviewFilter = {},
): Promise<ReviewPairRow[]> {
  const model = await findMatchModel(db)
  const isAfter = after ? [sql`(m.score, -m.id) < (${after.score}::real, ${-after.id}::bigint)`] : []
  return rowsOf<ReviewPairRow>(
    db,
    sql`${open(model)} where ${both([...reviewFilterSql(filter, model), ...isAfter])} order by m.score desc, m.id limit ${limit}`,
  )
}

/** Returns the ids of the first open review pairs that pass the filters, the highest score first. */
export async function listReviewPairIds(db: Db, filter: ReviewFilter, limit: number): Promise<number[]> {
  const conditions = reviewFilterSql(filter, await findMatchModel(db))
  const rows = await rowsOf<{ id: number }>(
    db,
    sql`select m.id::float8 as id ${FILTERED} where ${both(conditions)} order by m.score desc, m.id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** Returns the number of open review pairs that pass the filters. */
export async function countReviewPairs(db: Db, filter: ReviewFilter): Promise<number> {
  const conditions = reviewFilterSql(filter, await findMatchModel(db))
  const [counted] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count ${FILTERED} where ${both(conditions)}`,
  )
  return counted?.count ?? 0
}

/** Review pairs per statement. The embedded store blocks the event loop for as long as a statement takes. */
const BATCH = 50

/** Returns the review pairs of these ids, open or closed, in no particular order; unknown ids are left out. Sends a statement for every 50 ids. */
export async function findReviewPairs(db: Db, ids: readonly number[]): Promise<ReviewPairRow[]> {
  const model = await findMatchModel(db)
  const pairs: ReviewPairRow[] = []
  for (let at = 0; at < ids.length; at += BATCH)
    pairs.push(...(await reviewPairsOf(db, ids.slice(at, at + BATCH), model)))
  return pairs
}

function reviewPairsOf(db: Db, ids: readonly number[], model: MatchModel): Promise<ReviewPairRow[]> {
  const wanted = recordset(
    ids.map((id) => ({ id })),
    { id: 'bigint' },
  )
  return rowsOf<ReviewPairRow>(
    db,
    sql`select ${columns(model, sql`m.is_open`)} from (
      select id, one_record, other_record, score, evidence, true as is_open from match_review where id in (select id from ${wanted})
      union all
      select id, one_record, other_record, score, evidence, false from match_review_closed where id in (select id from ${wanted})
    ) m ${JOINED}`,
  )
}

/** Returns the review pair of this id, open or closed; `undefined` if there has never been one of these records. */
export const findReviewPair = async (db: Db, id: number): Promise<ReviewPairRow | undefined> =>
  (await findReviewPairs(db, [id]))[0]
