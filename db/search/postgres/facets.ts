import { type SQL, sql } from 'drizzle-orm'
import type { FilterConditions, GameCondition } from '#db/game/filter-sql'
import { type ListKind, listNumber } from '#db/game/lists'
import { FACETS, type FacetCount, type FacetName, type SearchAnswer } from '../engine'

const MOST_VALUES = 20
/** Games that are all counted for facets: of a million games, 5,000 took 58 ms of processor time. */
const MOST_GAMES = 6_000
/** Games that are counted if there are more: their counts are lower bounds. */
const FEW_GAMES = 3_000

/** Counts of facets as Postgres returns them; `exact` is false if more games could be counted. */
export type CountedFacets = Partial<Record<FacetName, { values: FacetCount[]; exact: boolean }>>

/** Games in lists: `lists`, a query for lists with numbers of games (`list`, `count`), and `exact`, SQL that is true if all were counted. */
export type CountedLists = { lists: SQL; exact: SQL }

/**
 * Returns CTEs that count the games of a query for ids (`id`) by list: `counted` with the suffix. Every facet reads these counts, so
 * that games are read, and their lists taken apart, only once.
 *
 * `offset 0` makes Postgres look up one game after the other: it cannot know how few they are, and could read all.
 */
function countListsSql(suffix: string, ids: SQL): SQL {
  const [population, counted] = [sql.identifier(`population${suffix}`), sql.identifier(`counted${suffix}`)]
  return sql`${population} as materialized (select id from (${ids}) every_game limit ${MOST_GAMES + 1}),
    ${counted} as materialized (
      select list, count(*)::int as count from (
        select unnest(figure.lists) as list
        from (select id from ${population} limit case when ${isExact(suffix)} then ${MOST_GAMES}::int else ${FEW_GAMES}::int end) taken
        cross join lateral (select lists from game_figure where game_id = taken.id offset 0) figure
      ) each_list group by list
    )`
}

const isExact = (suffix: string): SQL =>
  sql`(select count(*) <= ${MOST_GAMES} from ${sql.identifier(`population${suffix}`)})`

/** Returns the counts of `countListsSql`. */
const countedLists = (suffix: string): CountedLists => ({
  lists: sql`select list, count from ${sql.identifier(`counted${suffix}`)}`,
  exact: isExact(suffix),
})

/** Counts of facets: CTEs, each after a comma, and by facet where its counts are. */
export type FacetCounts = { ctes: SQL; countsOf: (name: FacetName) => CountedLists }

/**
 * Returns what the facets count. `idsBut` returns a query for the ids of the games that pass all filters, or all but those of a facet.
 * Facets without filters of their own count the same games.
 */
export function countFacets(
  conditions: FilterConditions,
  facets: readonly FacetName[],
  idsBut: (name: FacetName) => SQL,
): FacetCounts {
  const suffixOf = (name: FacetName) => (conditions[name].length > 0 ? `_${name}` : '')
  const counted = new Map(facets.map((name) => [suffixOf(name), name]))
  return {
    ctes: sql.join(
      [...counted].map(([suffix, name]) => sql`, ${countListsSql(suffix, idsBut(name))}`),
      sql``,
    ),
    countsOf: (name) => countedLists(suffixOf(name)),
  }
}

/** Returns the conditions on games that a facet counts: all but its own. (Default: all) */
export const conditionsBut = (conditions: FilterConditions, name?: FacetName): GameCondition[] =>
  [...FACETS, 'rest' as const].filter((each) => each !== name).flatMap((each) => conditions[each])

/** Returns SQL for a JSON object of facets. `countsOf` returns the games that a facet counts. */
export const facetsJson = (names: readonly FacetName[], countsOf: (name: FacetName) => CountedLists): SQL => {
  const pairs = names.map((name) => sql`${name}::text, ${facetJson(name, countsOf(name))}`)
  return pairs.length > 0 ? sql`json_build_object(${sql.join(pairs, sql`, `)})` : sql`'{}'::json`
}

const idOf = (kind: ListKind): SQL => sql`(largest.list - ${listNumber(kind, 0)}::integer)`

const bySlug = (kind: 'platform' | 'genre' | 'company'): SQL =>
  sql`select w.slug as value, count from largest join ${sql.identifier(kind)} w on w.id = ${idOf(kind)}`

const VALUES: Record<FacetName, SQL> = {
  platform: bySlug('platform'),
  genre: bySlug('genre'),
  company: bySlug('company'),
  year: sql`select ${idOf('year')}::text as value, count from largest`,
}

/** Returns SQL for the 20 most frequent values of a facet. Only values that can be among them are looked up by id. */
const facetJson = (name: FacetName, { lists, exact }: CountedLists): SQL => sql`(
  with largest as (
    select list, count from (${lists}) every_list
    where list between ${listNumber(name, 0)}::integer and ${listNumber(name, 2 ** 28 - 1)}::integer
    order by 2 desc fetch first ${MOST_VALUES} rows with ties
  )
  select json_build_object('exact', ${exact}, 'values', (
    select coalesce(json_agg(json_build_object('value', value, 'count', count) order by count desc, value collate "C"), '[]')
    from (select * from (${VALUES[name]}) every_value order by count desc, value collate "C" limit ${MOST_VALUES}) shown)))`

/** Returns counted facets in the form of an answer. */
export function toFacets(
  counted: CountedFacets,
  names: readonly FacetName[],
): Pick<SearchAnswer, 'facets' | 'facetsExact'> {
  return {
    facets: Object.fromEntries(names.map((name) => [name, counted[name]?.values ?? []])),
    facetsExact: names.every((name) => counted[name]?.exact ?? true),
  }
}
