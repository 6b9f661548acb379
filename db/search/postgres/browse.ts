import { type SQL, sql } from 'drizzle-orm'
import { type FilterConditions, type GameCondition, passesSql, passingIdsSql } from '#db/game/filter-sql'
import { KIND_LISTS } from '#db/game/lists'
import { type Db, rowsOf } from '#db/stores'
import type { FacetName, SearchRequest } from '../engine'
import { gameDocument } from '../game-document'
import {
  type CountedFacets,
  type CountedLists,
  conditionsBut,
  countFacets,
  type FacetCounts,
  facetsJson,
} from './facets'
import { type HitPage, type PostgresHit, type SearchAfter, totalOf } from './hits'

/** Most popular games that are read in their order before games are collected by their filters. */
const MOST_WALKED = 2_000
/** Games that are counted for the total. */
const MOST_COUNTED = 10_000

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
  const filters = conditionsBut(conditions)
  const isPassing = passesSql(filters)
  const order = sql`order by s.pop desc, s.game_id`
  const counts = countsOfFacets(conditions, facets)
  const [page] = await rowsOf<{ hits: PostgresHit[]; total: number; facets: CountedFacets }>(
    db,
    sql`with passing as materialized (${passingIdsSql(filters)}), near as materialized (
        select s.game_id, s.pop from (
          select s.game_id, s.pop from game_search s where ${isAfter(after)} ${order} limit ${MOST_WALKED}
        ) s where exists (select from game_figure as game where game.game_id = s.game_id and ${isPassing} offset 0) ${order} limit ${limit + 1}
      ), far as materialized (
        select s.game_id, s.pop from game_search s join passing on passing.id = s.game_id
        where (select count(*) <= ${limit} from near) and ${isAfter(after)} ${order} limit ${limit + 1}
      ), page as (
        select * from near where (select count(*) > ${limit} from near) union all select * from far
      )${counts.ctes}
      select
        (select coalesce(json_agg(json_build_object('game', ${gameDocument}, 'score', page.pop, 'pop', page.pop,
            'rule', 'every') order by page.pop desc, page.game_id), '[]')
          from page join game on game.id = page.game_id) as hits,
        ${totalSql(filters)} as total,
        ${facetsJson(facets, counts.countsOf)} as facets`,
  )
  return { hits: page?.hits ?? [], total: totalOf(page?.total ?? 0, MOST_COUNTED), facets: page?.facets ?? {} }
}

/** Returns SQL for the number of games that pass; without filters their kinds say it, since each game is of one. */
const totalSql = (filters: readonly GameCondition[]): SQL =>
  filters.length > 0
    ? sql`(select count(*)::int from (select from passing limit ${MOST_COUNTED + 1}) as counted)`
    : sql`(select coalesce(least(sum(games), ${MOST_COUNTED + 1}), 0)::int from list_size
        where list between ${KIND_LISTS.from}::integer and ${KIND_LISTS.to}::integer)`

/** Lists whose sizes are known: all but those of companies. */
const sizes: CountedLists = { lists: sql`select list, games as count from list_size where games > 0`, exact: sql`true` }

/** Returns what each facet counts. The sizes of lists are known if nothing is filtered. */
function countsOfFacets(conditions: FilterConditions, facets: readonly FacetName[]): FacetCounts {
  const isSized = (name: FacetName) => name !== 'company' && conditionsBut(conditions, name).length === 0
  const others = facets.filter((name) => !isSized(name))
  const { ctes, countsOf } = countFacets(conditions, others, (name) =>
    conditions[name].length > 0 ? passingIdsSql(conditionsBut(conditions, name)) : sql`select id from passing`,
  )
  return { ctes, countsOf: (name) => (isSized(name) ? sizes : countsOf(name)) }
}
