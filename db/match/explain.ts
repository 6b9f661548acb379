import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import type { MatchRecord } from '#catalogue/match/features'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'
import { hash64 } from '#lib/hash'

/** A record with slug and title of its game, and the score in bits and evidence of its link. */
export type ExplainedRecord = MatchRecord & {
  recordId: number
  slug: string
  game: string
  score: number
  evidence: Evidence[]
}

/** Returns all records of every game that has a record with this match key, by game, source, dataset and key. */
export const listExplained = (db: Db, key: string): Promise<ExplainedRecord[]> =>
  rowsOf<ExplainedRecord>(
    db,
    sql`select r.id::float8 as "recordId", g.slug, g.title as game, ${REF} as ref, r.fields as record,
        l.score::text::float8 as score, l.evidence
      from match_link l
      join source_record r on r.id = l.record_id
      join source s on s.id = r.source_id
      join game g on g.id = l.game_id
      where l.game_id in (
        select named.game_id from match_key k join match_link named using (record_id)
        where k.key = ${hash64(key).toString()}::bigint)
      order by g.slug, s.slug, r.dataset, r.source_key collate "C"`,
  )

/** A review pair: the titles of both records, the slugs of their games, the score in bits and the evidence. */
export type ExplainedReviewPair = {
  one: string
  other: string
  oneGame: string
  otherGame: string
  score: number
  evidence: Evidence[]
}

/** Returns the review pairs that include any of these records, the highest score first. */
export const listReviewPairs = (db: Db, recordIds: readonly number[]): Promise<ExplainedReviewPair[]> =>
  rowsOf<ExplainedReviewPair>(
    db,
    sql`select one.fields ->> 'title' as one, other.fields ->> 'title' as other, one_game.slug as "oneGame",
        other_game.slug as "otherGame", m.score::text::float8 as score, m.evidence
      from match_review m
      join source_record one on one.id = m.one_record
      join source_record other on other.id = m.other_record
      join match_link one_link on one_link.record_id = one.id
      join match_link other_link on other_link.record_id = other.id
      join game one_game on one_game.id = one_link.game_id
      join game other_game on other_game.id = other_link.game_id
      where one.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(recordIds)}::text::jsonb))
        or other.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(recordIds)}::text::jsonb))
      order by m.score desc, one.fields ->> 'title'`,
  )
