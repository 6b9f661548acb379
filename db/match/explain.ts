import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import { hash64 } from '#lib/hash'
import { type Db, rowsOf } from '../stores'

/** A record with the game it belongs to, and why. */
export type ExplainedMatch = {
  slug: string
  title: string
  source: string
  dataset: string
  key: string
  evidence: Evidence[]
}

/** The records that share a match key, game by game. */
export const listMatches = (db: Db, key: string): Promise<ExplainedMatch[]> =>
  rowsOf<ExplainedMatch>(
    db,
    sql`select g.slug, g.title, s.slug as source, r.dataset, r.source_key as key, l.evidence
      from match_key k
      join source_record r on r.id = k.record_id
      join source s on s.id = r.source_id
      join match_link l on l.record_id = r.id
      join game g on g.id = l.game_id
      where k.key = ${hash64(key).toString()}::bigint
      order by g.slug, s.slug, r.dataset, r.source_key`,
  )
