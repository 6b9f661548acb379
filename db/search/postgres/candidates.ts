import { type SQL, sql } from 'drizzle-orm'
import type { FilterConditions } from '#db/game/filter-sql'
import type { FacetName } from '../engine'
import type { WordStepName } from '../rules'
import { type CountedLists, countable, countedLists, countListsSql, facetFilters, failedFacet } from './facets'

/** Games of `game_search` that a step finds, with their score. `named` is true for those with the query as a whole name: few. */
export type StepMatch = { step: WordStepName; matches: SQL; score: SQL; named: SQL }

/** Hits of a step that are counted for the total and ranked: similarity takes longer than the other rules. */
const MOST_HITS: Record<WordStepName, number> = { strict: 10_000, fuzzy: 3_000, unfinished: 3_000, trigram: 3_000 }

/** Most popular games that are looked through for hits if a search has more hits than are ranked. */
const MOST_WALKED = 5_000

/**
 * Hits of a step as CTEs: `hit` has the columns `id`, `score` and `failed`, a facet whose filters the game fails. `total` is the number of
 * hits, at most one more than `most`. `countsOf` returns what a facet counts.
 */
export type Candidates = { ctes: SQL; total: SQL; most: number; countsOf: (name: FacetName) => CountedLists }

/**
 * Returns the hits of a step without filters. They are found in `game_search` alone, which has the live games only; facets read the
 * figures of the games that they count.
 *
 * If there are more than can be ranked, these are: the first found, those among the most popular games, and those whose name
 * is the query.
 */
export function hitsByName({ step, matches, score, named }: StepMatch, facets: readonly FacetName[]): Candidates {
  const most = MOST_HITS[step]
  const hits = (from: SQL, where: SQL) =>
    sql`select game_search.game_id as id, ${score} as score, null::text as failed from ${from} where ${where}`
  const isBroad = sql`(select count(*) > ${most} from first_hit)`
  const popular = sql`(select * from game_search order by pop desc, game_id limit ${MOST_WALKED}) game_search`
  const lists = sql`select lists from (select id from first_hit) h join game_figure on game_figure.game_id = h.id`
  return {
    ctes: sql`first_hit as materialized (${hits(sql`game_search`, matches)} limit ${most + 1}),
      hit as materialized (
        select * from first_hit union all select * from (
          ${hits(popular, sql`${isBroad} and ${matches}`)}
          union ${hits(sql`game_search`, sql`${isBroad} and ${named}`)}
        ) best where id not in (select id from first_hit)
      )${facets.length > 0 ? sql`, ${countListsSql('', lists)}` : sql``}`,
    total: sql`(select count(*)::int from first_hit)`,
    most,
    countsOf: () => countedLists(''),
  }
}

/** Returns the hits of a step that pass filters. */
export function filteredHits(
  { matches, score }: StepMatch,
  conditions: FilterConditions,
  facets: readonly FacetName[],
): Candidates {
  const filters = facetFilters(conditions, facets)
  const most = MOST_HITS.strict
  const counted = countListsSql('', sql`select failed, lists from hit`, sql`failed,`)
  return {
    ctes: sql`hit as materialized (
        select game.game_id as id, ${score} as score, ${facets.length > 0 ? sql`game.lists` : sql`null::integer[]`} as lists,
          ${failedFacet(filters)} as failed
        from game_search join game_figure as game on game.game_id = game_search.game_id
        where ${matches} and ${countable(filters)}
      )${facets.length > 0 ? sql`, ${counted}` : sql``}`,
    total: sql`(select count(*)::int from (select from hit where failed is null limit ${most + 1}) as counted_hit)`,
    most,
    countsOf: (name) => countedLists('', sql`(failed is null or failed = ${name})`),
  }
}
