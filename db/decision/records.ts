import { sql } from 'drizzle-orm'
import type { RecordRef } from '#catalogue/record-ref'
import { recordset } from '#db/postgres/recordset'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'

/** A record that a decision names, and the game it belongs to today: `null` until it is matched. */
export type FoundRecord = { id: number; gameId: string | null }

/** Returns the records with these refs, each once, in the order of their ids. Records that are not loaded are left out. */
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

/** The live game that a slug leads to, and the record with the lowest id, by which decisions identify the game. */
export type GameWithOldestRecord = { slug: string; gameId: string; record: RecordRef }

/** Returns the games with these slugs, following merges. Slugs of no game, and games without a record, are left out. */
export const listGamesWithOldestRecord = (db: Db, slugs: readonly string[]): Promise<GameWithOldestRecord[]> =>
  rowsOf<GameWithOldestRecord>(
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

/** Returns the records of each of these games, in the order in which they were first archived. */
export async function listRecordsOfGames(db: Db, gameIds: readonly string[]): Promise<Map<string, RecordRef[]>> {
  const rows = await rowsOf<{ gameId: string; ref: RecordRef }>(
    db,
    sql`select l.game_id as "gameId", ${REF} as ref
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(gameIds)}::text::jsonb)) order by r.id`,
  )
  const members = new Map<string, RecordRef[]>()
  for (const { gameId, ref } of rows) members.set(gameId, [...(members.get(gameId) ?? []), ref])
  return members
}
