import { sql } from 'drizzle-orm'
import { plainRows, statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { SUMMARY_COLUMNS } from './queries'
import { game } from './table'

/** Id of a game in an id space: that of a source, whose records it is the key of, or of a shop or database. */
export type GivenId = { source: string; id: string }

/**
 * The live games of the ids of the parameter: `at` is the position of the id. `own`: no other game has this id, or the source itself
 * has a record with this key in the game; what other sources say about its ids counts less.
 */
const GAMES_OF_IDS = sql`
  with recursive asked as materialized (
    select at, source, id from jsonb_to_recordset(${sql.placeholder('ids')}::text::jsonb) as r(at integer, source text, id text)
  ), named as materialized (
    select a.at, a.source, a.id, e.game_id, count(*) over (partition by a.at) as games
    from asked a cross join lateral (
      select game_id from external_id where external_id.source = a.source and external_id.id = a.id offset 0
    ) e
  ), line as (
    select n.at, g.id, g.merged_into, 1 as step, n.games = 1 or exists (
      select from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id = n.game_id and s.slug = n.source and r.source_key = n.id
    ) as own
    from named n join game g on g.id = n.game_id
    union all
    select line.at, g.id, g.merged_into, line.step + 1, line.own from line join game g on g.id = line.merged_into
    where line.step < 100
  )
  select at, id as game_id, bool_or(own) as own from line where merged_into is null group by at, id`

/** Returns the live games of each id, by the position of the id and the slug. Follows up to 99 merges; unknown ids are left out. */
export function findGamesByIds(db: Db, ids: readonly GivenId[]) {
  const prepared = statement(db, 'games_by_ids', (name) =>
    db
      .select({ ...SUMMARY_COLUMNS, at: sql<number>`w.at`.as('at'), own: sql<boolean>`w.own`.as('own') })
      .from(game)
      .innerJoin(sql`(${GAMES_OF_IDS}) w`, sql`${game.id} = w.game_id`)
      .orderBy(sql`w.at`, game.slug)
      .prepare(name),
  )
  return plainRows(prepared, { ids: JSON.stringify(ids.map(({ source, id }, at) => ({ at, source, id }))) })
}

/** A game that an id names. */
export type IdRow = Awaited<ReturnType<typeof findGamesByIds>>[number]

/** Returns the names of all id spaces: the sources, and the shops and databases whose ids games have. Reads one index entry of each. */
export const listIdSpaces = async (db: Db): Promise<string[]> => {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`with recursive space as (
      (select source from external_id order by source limit 1)
      union all
      select (select e.source from external_id e where e.source > space.source order by e.source limit 1)
      from space where space.source is not null
    ) select source as name from space where source is not null union select slug from source order by name`,
  )
  return rows.map(({ name }) => name)
}
