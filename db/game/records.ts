import { sql } from 'drizzle-orm'
import type { Evidence } from '#catalogue/match/evidence'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'

/** A record of a game and why it belongs there; `removedAt` says since when its source lists it no longer. */
export type GameRecord = RecordRef & { id: number; score: number; evidence: Evidence[]; removedAt: string | null }

/** The records of a game, the oldest first. */
export const listGameRecords = (db: Db, gameId: string): Promise<GameRecord[]> =>
  rowsOf<GameRecord>(
    db,
    sql`select r.id::float8 as id, s.slug as source, r.dataset, r.source_key as key, l.score, l.evidence,
        to_char(r.removed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "removedAt"
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id = ${gameId}::uuid order by r.id`,
  )

/** A record of a name, and the game it belongs to today. */
export type FoundRecord = { id: number; gameId: string | null }

/** The records of these names that are there, each once; those nobody has loaded yet are left out. */
export const findRecords = (db: Db, refs: readonly RecordRef[]): Promise<FoundRecord[]> =>
  rowsOf<FoundRecord>(
    db,
    sql`select distinct found.id::float8 as id, l.game_id as "gameId"
      from ${recordset(refs, { source: 'text', dataset: 'text', key: 'text' })}
      join source s on s.slug = r.source
      join source_record found on found.source_id = s.id and found.dataset = r.dataset and found.source_key = r.key
      left join match_link l on l.record_id = found.id
      order by id`,
  )

/** The living game that a slug leads to, and its oldest record, by which decisions name it. */
export type GameAnchor = { slug: string; gameId: string; record: RecordRef }

/** The games of these slugs; those that lead nowhere are left out. */
export const findAnchors = (db: Db, slugs: readonly string[]): Promise<GameAnchor[]> =>
  rowsOf<GameAnchor>(
    db,
    sql`with recursive line as (
      select g.slug, g.id, g.merged_into, 1 as step
      from ${recordset(
        slugs.map((slug) => ({ slug })),
        { slug: 'text' },
      )} join game g on g.slug = r.slug
      union all
      select line.slug, g.id, g.merged_into, line.step + 1 from game g join line on g.id = line.merged_into where line.step < 100
    )
    select distinct on (line.slug) line.slug, line.id as "gameId",
      json_build_object('source', s.slug, 'dataset', r.dataset, 'key', r.source_key) as record
    from line join match_link l on l.game_id = line.id join source_record r on r.id = l.record_id join source s on s.id = r.source_id
    where line.merged_into is null order by line.slug, r.id`,
  )
