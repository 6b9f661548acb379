import { type SQL, sql } from 'drizzle-orm'
import type { Hint } from '#catalogue/search/query'
import type { FilterConditions } from '#db/game/filter-sql'
import { type Db, rowsOf } from '#db/stores'
import type { FacetName, GameDocument, SearchAnswer, SearchRequest } from '../engine'
import { gameDocument } from '../game-document'
import { HINT_POINTS, popularityWeight, type RuleName, type WordStepName } from '../rules'
import { type CountedFacets, countable, facetFilters, facetsJson, failedFacet } from './facets'
import { matchesAny, type Rule, ruleNameSql, rulePointsSql } from './rule'

/** Hits that are counted for the total. */
export const MOST_COUNTED = 10_000

/** One step of a search: `whole`, the rules for the whole query, and if it ends in a hint `rest`, those for the words before. */
export type Asked = { step: WordStepName; whole: Rule[]; rest: Rule[]; hint: Hint | undefined }

/** Score and id of the last hit of the page before. */
export type SearchAfter = { score: number; id: string }

export type PostgresHit = { game: GameDocument; score: number; rule: RuleName; pop: number }

/** Result of one step: the hits of a page, one more than the limit if there is a next page, and totals over all matches. */
export type HitPage = { hits: PostgresHit[]; total: number; facets: CountedFacets }

/** Returns SQL that is true for games of the platform or year (one year more or less) that the query ends with. */
function hintSql(hint: Hint | undefined): SQL {
  const platform = hint?.platform
    ? sql`game.platform_ids && array(select id from platform where slug = ${hint.platform})`
    : sql`false`
  const year = hint?.year ? sql`coalesce(abs(game.year - ${hint.year}::int) <= 1, false)` : sql`false`
  return sql`(${platform} or ${year})`
}

function matchSql({ step, whole, rest, hint }: Asked) {
  const [all, before, hinted] = [matchesAny(whole), matchesAny(rest), hintSql(hint)]
  const restPoints = sql`case when ${hinted} then ${rulePointsSql(rest)} + ${HINT_POINTS}::float8 end`
  const popularity = sql`${popularityWeight(step)}::float8 * game_search.pop`
  if (!hint) return { matches: all, score: sql`${rulePointsSql(whole)} + ${popularity}` }
  return {
    // The first condition reads `game_search` only, so that Postgres can use the indexes of that table.
    matches: sql`(${all} or ${before}) and (${all} or ${hinted})`,
    score: sql`greatest(${rulePointsSql(whole)}, ${restPoints}) + ${popularity}`,
  }
}

const ruleSql = ({ whole, rest, hint }: Asked): SQL =>
  hint ? sql`coalesce(${ruleNameSql(whole)}, ${ruleNameSql(rest)})` : ruleNameSql(whole)

const afterSql = (after: SearchAfter | undefined): SQL =>
  after
    ? sql`and (score < ${after.score}::float8 or (score = ${after.score}::float8 and id > ${after.id}::uuid))`
    : sql``

/** CTEs of a step: its hits, and the games that a facet counts as a query for their `lists`. */
type Hits = { ctes: SQL; gamesOf: (name: FacetName) => SQL }

/**
 * Returns hits that need nothing of `game`: `game_search` has the live games only, and a row of `game` is ten times as long. Facets
 * read the games that they count.
 */
const hitsByName = ({ matches, score }: ReturnType<typeof matchSql>): Hits => ({
  ctes: sql`hit as materialized (
      select game_search.game_id as id, ${score} as score, null::text as failed from game_search where ${matches}
    ), counted_game as materialized (
      select game.lists from (select id from hit limit ${MOST_COUNTED + 1}) as first join game using (id)
    )`,
  gamesOf: () => sql`select lists from counted_game`,
})

function filteredHits(
  { matches, score }: ReturnType<typeof matchSql>,
  conditions: FilterConditions,
  facets: readonly FacetName[],
): Hits {
  const filters = facetFilters(conditions, facets)
  const lists = facets.length > 0 ? sql`game.lists` : sql`null::integer[]`
  return {
    ctes: sql`hit as materialized (
        select game.id, ${score} as score, ${lists} as lists, ${failedFacet(filters)} as failed
        from game_search join game on game.id = game_search.game_id
        where ${matches} and game.merged_into is null and ${countable(filters)}
      )`,
    gamesOf: (name) => sql`select lists from hit where failed is null or failed = ${name}`,
  }
}

/** Runs one step and returns a page, best hits first, ties by id, with the total and facets over all matches. */
export async function pageOfHits(
  db: Db,
  asked: Asked,
  conditions: FilterConditions,
  { facets, limit }: SearchRequest,
  after: SearchAfter | undefined,
): Promise<HitPage> {
  const needsGame = asked.hint !== undefined || Object.values(conditions).some((each) => each.length > 0)
  const match = matchSql(asked)
  const { ctes, gamesOf } = needsGame ? filteredHits(match, conditions, facets) : hitsByName(match)
  const [page] = await rowsOf<HitPage>(
    db,
    sql`with ${ctes}, page as (
        select id, score from hit where failed is null ${afterSql(after)} order by score desc, id limit ${limit + 1}
      )
      select
        (select coalesce(json_agg(json_build_object('game', ${gameDocument}, 'score', page.score, 'pop', game_search.pop,
            'rule', ${ruleSql(asked)}) order by page.score desc, page.id), '[]')
          from page join game using (id) join game_search on game_search.game_id = page.id) as hits,
        (select count(*)::int from (select from hit where failed is null limit ${MOST_COUNTED + 1}) as counted) as total,
        ${facetsJson(facets, gamesOf)} as facets`,
  )
  return page ?? { hits: [], total: 0, facets: {} }
}

/** Returns the total, which is exact up to 10,000. */
export const totalOf = (counted: number): SearchAnswer['total'] => ({
  value: Math.min(counted, MOST_COUNTED),
  exact: counted <= MOST_COUNTED,
})
