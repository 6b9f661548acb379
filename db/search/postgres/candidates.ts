import { type SQL, sql } from 'drizzle-orm'
import { type FilterConditions, idPassesSql } from '#db/game/filter-sql'
import type { FacetName } from '../engine'
import type { WordStepName } from '../rules'
import { type CountedLists, conditionsBut, countFacets, type FacetCounts } from './facets'

/**
 * Games of `game_search` that a step finds, with their score. `named` is true for those with the query as a whole name: few. `isHinted`
 * if the other parts read the figures of the game, as `game`.
 */
export type StepMatch = { step: WordStepName; matches: SQL; score: SQL; named: SQL; isHinted: boolean }

/** Hits of a step that are counted for the total and ranked: similarity takes longer than the other rules. */
const MOST_HITS: Record<WordStepName, number> = { strict: 10_000, fuzzy: 3_000, unfinished: 3_000, trigram: 3_000 }

/** Most popular games that are looked through for hits if a search has more hits than are ranked. */
const MOST_WALKED = 3_000

/** Hits of a step as CTEs: `hit` has ids and scores. `total` is the number of hits, at most one more than `most`. */
export type Candidates = { ctes: SQL; total: SQL; most: number; counts: FacetCounts }

/**
 * Returns the hits of a step without filters. They are found in `game_search` alone, which has the live games only.
 *
 * If there are more than can be ranked, these are: the first found, those among the most popular games, and those whose name
 * is the query.
 */
export function hitsByName(
  { step, matches, score, named }: StepMatch,
  conditions: FilterConditions,
  facets: readonly FacetName[],
): Candidates {
  const most = MOST_HITS[step]
  const hits = (from: SQL, where: SQL) =>
    sql`select game_search.game_id as id, ${score} as score from ${from} where ${where}`
  const isBroad = sql`(select count(*) > ${most} from first_hit)`
  const popular = sql`(select * from game_search order by pop desc, game_id limit ${MOST_WALKED}) game_search`
  const counts = countFacets(conditions, facets, () => sql`select id from first_hit`)
  return {
    // A limit in `found_hit` itself could make Postgres read the whole table until it has met so many.
    ctes: sql`found_hit as materialized (${hits(sql`game_search`, matches)}),
      first_hit as materialized (select * from found_hit limit ${most + 1}),
      hit as materialized (
        select * from first_hit union all select * from (
          ${hits(popular, sql`${isBroad} and ${matches}`)}
          union ${hits(sql`game_search`, sql`${isBroad} and ${named}`)}
        ) best where id not in (select id from first_hit)
      )`,
    total: sql`(select count(*)::int from first_hit)`,
    most,
    counts: { ...counts, countsOf: (name) => onlyIf(sql`not ${isBroad}`, counts.countsOf(name)) },
  }
}

const onlyIf = (all: SQL, counted: CountedLists): CountedLists => ({
  ...counted,
  exact: sql`(${counted.exact} and ${all})`,
})

/** Returns the hits of a step that pass filters. Games that only the filters of counted facets exclude are found as well. */
export function filteredHits(
  { matches, score, isHinted }: StepMatch,
  conditions: FilterConditions,
  facets: readonly FacetName[],
): Candidates {
  const most = MOST_HITS.strict
  const own = { ...conditions, rest: [] }
  const always = { ...conditions }
  for (const name of ['platform', 'genre', 'company', 'year'] as const)
    (facets.includes(name) ? always : own)[name] = []
  const figure = isHinted ? sql`join game_figure as game on game.game_id = game_search.game_id` : sql``
  const passing = (name?: FacetName) =>
    sql`select id, score from found_hit where ${idPassesSql(sql`id`, conditionsBut(own, name))}`
  return {
    ctes: sql`found_hit as materialized (
        select game_search.game_id as id, ${score} as score from game_search ${figure}
        where ${matches} and ${idPassesSql(sql`game_search.game_id`, conditionsBut(always))}
      ), hit as materialized (${passing()})`,
    total: sql`(select count(*)::int from (select from hit limit ${most + 1}) as counted_hit)`,
    most,
    counts: countFacets(own, facets, (name) => (own[name].length > 0 ? passing(name) : sql`select id from hit`)),
  }
}
