import { and, type SQL, sql } from 'drizzle-orm'
import type { FilterConditions } from '#db/game/filter-sql'
import { type ListKind, listNumber } from '#db/game/lists'
import { FACETS, type FacetCount, type FacetName, type SearchAnswer } from '../engine'

const MOST_VALUES = 20
/** Games that are counted for a facet: more would take longer than the search. */
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
    always: joined([...conditions.rest, ...others]),
    own: new Map(limited.map((name) => [name, sql`coalesce(${joined(conditions[name])}, false)`])),
  }
}

const joined = (conditions: readonly SQL[]): SQL => and(sql`true`, ...conditions) ?? sql`true`

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

/** Returns SQL for a JSON object of facets. `gamesOf` returns a query for the `lists` of the games that a facet counts. */
export const facetsJson = (names: readonly FacetName[], gamesOf: (name: FacetName) => SQL): SQL => {
  const pairs = names.map((name) => sql`${name}::text, ${facetJson(name, gamesOf(name))}`)
  return pairs.length > 0 ? sql`json_build_object(${sql.join(pairs, sql`, `)})` : sql`'{}'::json`
}

const idOf = (kind: ListKind): SQL => sql`(counted.list - ${listNumber(kind, 0)}::integer)`

const bySlug = (kind: 'platform' | 'genre' | 'company'): SQL =>
  sql`select w.slug as value, count from counted join ${sql.identifier(kind)} w on w.id = ${idOf(kind)}`

const VALUES: Record<FacetName, SQL> = {
  platform: bySlug('platform'),
  genre: bySlug('genre'),
  company: bySlug('company'),
  year: sql`select ${idOf('year')}::text as value, count from counted`,
}

/** Returns SQL for the 20 most frequent values of a facet. Only values that can be among them are looked up by id. */
const facetJson = (name: FacetName, games: SQL): SQL => sql`(
  with population as materialized (select lists from (${games}) every_game limit ${MOST_GAMES + 1}),
  counted as (
    select list, count(*)::int as count from population, unnest(lists) as list
    where list between ${listNumber(name, 0)}::integer and ${listNumber(name, 2 ** 28 - 1)}::integer
    group by list order by 2 desc fetch first ${MOST_VALUES} rows with ties
  )
  select json_build_object('exact', (select count(*) <= ${MOST_GAMES} from population), 'values', (
    select coalesce(json_agg(json_build_object('value', value, 'count', count) order by count desc, value collate "C"), '[]')
    from (select * from (${VALUES[name]}) every_value order by count desc, value collate "C" limit ${MOST_VALUES}) largest)))`

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
