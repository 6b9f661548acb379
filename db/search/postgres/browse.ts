import { and, type SQL, sql } from 'drizzle-orm'
import type { FilterConditions } from '#db/game/filter-sql'
import { type Db, rowsOf } from '#db/stores'
import { FACETS, type FacetName, type SearchRequest } from '../engine'
import { gameDocument } from '../game-document'
import { facetsJson } from './facets'
import { type HitPage, MOST_COUNTED, type SearchAfter } from './hits'

/** Most popular games that are read in their order before games are collected by their filters. */
const MOST_WALKED = 2_000

const filtersBut = (conditions: FilterConditions, name?: FacetName): SQL => {
  const kept = [...FACETS, 'rest' as const].filter((each) => each !== name).flatMap((each) => conditions[each])
  return and(sql`game.merged_into is null`, ...kept) ?? sql`true`
}

const isAfter = (after: SearchAfter | undefined): SQL =>
  after
    ? sql`s.pop <= ${after.score}::real and (s.pop < ${after.score}::real or s.game_id > ${after.id}::uuid)`
    : sql`true`

/**
 * Returns a page of the games that pass the filters, the most popular first, with the total and the facets.
 *
 * The most popular games are read in their order first. If too few of them pass the filters, few games do: they are collected and
 * sorted.
 */
export async function pageOfEveryGame(
  db: Db,
  conditions: FilterConditions,
  { facets, limit }: SearchRequest,
  after: SearchAfter | undefined,
): Promise<HitPage> {
  const filters = filtersBut(conditions)
  const order = sql`order by s.pop desc, s.game_id`
  const [page] = await rowsOf<HitPage>(
    db,
    sql`with near as materialized (
        select s.game_id, s.pop from (
          select s.game_id, s.pop from game_search s where ${isAfter(after)} ${order} limit ${MOST_WALKED}
        ) s join game on game.id = s.game_id where ${filters} ${order} limit ${limit + 1}
      ), far as materialized (
        select s.game_id, s.pop from game_search s join game on game.id = s.game_id
        where (select count(*) <= ${limit} from near) and ${filters} and ${isAfter(after)} ${order} limit ${limit + 1}
      ), page as (
        select * from near where (select count(*) > ${limit} from near) union all select * from far
      )
      select
        (select coalesce(json_agg(json_build_object('game', ${gameDocument}, 'score', page.pop, 'pop', page.pop,
            'rule', 'every') order by page.pop desc, page.game_id), '[]')
          from page join game on game.id = page.game_id) as hits,
        (select count(*)::int from (select from game where ${filters} limit ${MOST_COUNTED + 1}) as counted) as total,
        ${facetsJson(facets, (name) => sql`select lists from game where ${filtersBut(conditions, name)}`)} as facets`,
  )
  return page ?? { hits: [], total: 0, facets: {} }
}
