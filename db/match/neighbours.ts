import { sql } from 'drizzle-orm'
import type { PlacedRecord } from '#catalogue/match/verdict'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'
import { isSelective } from './components'

/** A record of a game with those of the asked match keys that it has. `record` has only what matching compares. */
export type Neighbour = PlacedRecord & { recordId: number; gameId: string; keys: string[] | null }

/**
 * Returns the records that have any of these match keys, and all other records of their games, in the order of their refs. Keys
 * that more than 2,000 records share are skipped, as in every matching.
 */
export const listNeighbours = (db: Db, keys: readonly bigint[]): Promise<Neighbour[]> =>
  rowsOf<Neighbour>(
    db,
    sql`with asked as materialized (
        select value::bigint as key from jsonb_array_elements_text(${JSON.stringify(keys.map(String))}::text::jsonb)
      ), shared as materialized (
        select k.record_id, array_agg(k.key::text) as keys from asked join match_key k using (key)
        where ${isSelective(sql`asked.key`)} group by k.record_id
      ), near as materialized (
        select distinct l.game_id from shared join match_link l using (record_id)
      )
      select r.id::float8 as "recordId", l.game_id as "gameId", ${REF} as ref, shared.keys,
        (select json_strip_nulls(to_json(f)) from json_to_record(r.fields) as f(title text, kind text, released json,
          releases json, developers json, publishers json, companies json, "alternativeNames" json, "externalIds" json,
          unknown json)) as record
      from near join match_link l using (game_id)
      join source_record r on r.id = l.record_id
      join source s on s.id = r.source_id
      left join shared on shared.record_id = r.id
      order by s.slug collate "C", r.dataset collate "C", r.source_key collate "C"`,
  )
