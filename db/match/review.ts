import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A review pair as it is stored: two records of different games that may be one game, with the score in bits and the evidence. */
export type StoredReviewPair = { oneRecord: number; otherRecord: number; score: number; evidence: Evidence[] }

const COLUMNS = { oneRecord: 'bigint', otherRecord: 'bigint', score: 'real', evidence: 'jsonb' }

/**
 * Stores the review pairs that matching these records has found, and deletes all other review pairs of these records. A pair
 * that was stored before keeps its id.
 */
export async function replaceReviewPairs(
  tx: Db,
  recordIds: readonly number[],
  reviewPairs: readonly StoredReviewPair[],
): Promise<void> {
  const matched = recordset(
    recordIds.map((id) => ({ id })),
    { id: 'bigint' },
  )
  const found = recordset(reviewPairs, COLUMNS)
  await tx.execute(sql`delete from match_review m
    where (m.one_record in (select id from ${matched}) or m.other_record in (select id from ${matched}))
      and (m.one_record, m.other_record) not in (select "oneRecord", "otherRecord" from ${found})`)
  if (reviewPairs.length === 0) return
  await tx.execute(sql`insert into match_review (one_record, other_record, score, evidence)
    select "oneRecord", "otherRecord", score, evidence from ${found}
    on conflict (one_record, other_record) do update set score = excluded.score, evidence = excluded.evidence
    where (match_review.score, match_review.evidence) is distinct from (excluded.score, excluded.evidence)`)
}

/** A record of a review pair as a person sees it: its ref, title, earliest year and platforms, and the slug of its game. */
export type ReviewRecord = RecordRef & { title: string; year: number | null; platforms: string[]; game: string }

/** A review pair that is not decided yet. */
export type OpenReviewPair = { id: number; score: number; evidence: Evidence[]; one: ReviewRecord; other: ReviewRecord }

/** Score and id of the last review pair of a page. */
export type ReviewPairAfter = { score: number; id: number }

/** Returns SQL for the earliest year that a record states. Not the year of its game: the evidence compares records. */
const earliestYear = (record: string) => `(select min(left(stated, 4))::int from (
    select ${record}.fields -> 'released' ->> 'date' as stated
    union all select e -> 'released' ->> 'date' from json_array_elements(${record}.fields -> 'releases') e) dates)`

const reviewRecord = (record: string, source: string, game: string) =>
  sql.raw(`json_build_object('source', ${source}.slug, 'dataset', ${record}.dataset, 'key', ${record}.source_key,
    'title', ${record}.fields ->> 'title', 'year', ${earliestYear(record)}, 'game', ${game}.slug,
    'platforms', coalesce((select json_agg(e ->> 'platform') from json_array_elements(${record}.fields -> 'releases') e), '[]'))`)

const OPEN = sql`select m.id::float8 as id, m.score::text::float8 as score, m.evidence,
    ${reviewRecord('one', 'one_source', 'one_game')} as one, ${reviewRecord('other', 'other_source', 'other_game')} as other
  from match_review m
  join source_record one on one.id = m.one_record
  join source_record other on other.id = m.other_record
  join source one_source on one_source.id = one.source_id
  join source other_source on other_source.id = other.source_id
  join match_link one_link on one_link.record_id = one.id
  join match_link other_link on other_link.record_id = other.id
  join game one_game on one_game.id = one_link.game_id
  join game other_game on other_game.id = other_link.game_id`

/** Returns the next review pairs after a position, the highest score first. */
export const pageOfReviewPairs = (
  db: Db,
  after: ReviewPairAfter | undefined,
  limit: number,
): Promise<OpenReviewPair[]> =>
  rowsOf<OpenReviewPair>(
    db,
    sql`${OPEN} where ${after ? sql`(m.score, -m.id) < (${after.score}::real, ${-after.id}::bigint)` : sql`true`}
      order by m.score desc, m.id limit ${limit}`,
  )

/** Returns the review pair of this id, or `undefined` if it does not exist or is decided. */
export async function findReviewPair(db: Db, id: number): Promise<OpenReviewPair | undefined> {
  const [found] = await rowsOf<OpenReviewPair>(db, sql`${OPEN} where m.id = ${id}::bigint`)
  return found
}
