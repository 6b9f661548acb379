import { type SQL, sql } from 'drizzle-orm'
import { type FilterConditions, foundSql, passesSql } from '#db/game/filter-sql'
import { type ListKind, listNumber } from '#db/game/lists'
import { FACETS, type FacetCount, type FacetName, type SearchAnswer } from '../engine'

const MOST_VALUES = 20
/** Games that are counted for facets: more would take longer than the search. */
const MOST_GAMES = 10_000

/** Counts of facets as Postgres returns them; `exact` is false if more games could be counted. */
export type CountedFacets = Partial<Record<FacetName, { values: FacetCount[]; exact: boolean }>>

/** Filters of a search by facets: `always` limit hits and counts; `own`, those of the facets that are counted, the hits only. */
export type FacetFilters = { always: SQL; own: ReadonlyMap<FacetName, SQL> }

/** Returns the filters of a search that counts these facets. */
export function facetFilters(conditions: FilterConditions, facets: readonly FacetName[]): FacetFilters {
  const limited = facets.filter((name) => conditions[name].length > 0)
  const others = FACETS.filter((name) => !limited.includes(name)).flatMap((name) => conditions[name])
  return {
    always: foundSql([...conditions.rest, ...others]),
    own: new Map(limited.map((name) => [name, sql`coalesce(${passesSql(conditions[name])}, false)`])),
  }
}

/** Returns SQL that is true for games that pass all filters, or all but those of one facet that is counted. */
export function countable({ always, own }: FacetFilters): SQL {
  if (own.size < 2) return always
  const failed = [...own.values()].map((passes) => sql`(not ${passes})::int`)
  return sql`${always} and ${sql.join(failed, sql` + `)} <= 1`
}

/** Returns SQL for the name of the facet whose filters a countable game fails, null if it passes all filters. */
export function failedFacet({ own }: FacetFilters): SQL {
  if (own.size === 0) return sql`null::text`
  const cases = [...own].map(([name, passes]) => sql`when not ${passes} then ${name}::text`)
  return sql`case ${sql.join(cases, sql` `)} end`
}

/** Games in lists: `lists`, a query for lists with numbers of games (`list`, `count`), and `exact`, SQL that is true if all were counted. */
export type CountedLists = { lists: SQL; exact: SQL }

/**
 * Returns CTEs that count the games of a query for `lists` and other columns, by these columns and each list: `counted` with the
 * suffix. Every facet reads these counts, so that games are read, and their lists taken apart, only once.
 */
export const countListsSql = (suffix: string, games: SQL, by: SQL = sql``): SQL => {
  const [population, counted] = [sql.identifier(`population${suffix}`), sql.identifier(`counted${suffix}`)]
  return sql`${population} as materialized (select * from (${games}) every_game limit ${MOST_GAMES + 1}),
    ${counted} as materialized (select ${by} list, count(*)::int as count from ${population}, unnest(lists) as list group by ${by} list)`
}

/** Returns the counts of `countListsSql`. (Default: of all of them) */
export const countedLists = (suffix: string, where: SQL = sql`true`): CountedLists => ({
  lists: sql`select list, count from ${sql.identifier(`counted${suffix}`)} where ${where}`,
  exact: sql`(select count(*) <= ${MOST_GAMES} from ${sql.identifier(`population${suffix}`)})`,
})

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
    select list, sum(count)::int as count from (${lists}) every_list
    where list between ${listNumber(name, 0)}::integer and ${listNumber(name, 2 ** 28 - 1)}::integer
    group by list order by 2 desc fetch first ${MOST_VALUES} rows with ties
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
