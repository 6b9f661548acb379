import type { estypes } from '@elastic/elasticsearch'
import type { GameFilters, SlugFilter } from '#db/game/filters'
import type { FacetName } from '../engine'

type Query = estypes.QueryDslQueryContainer

/** Queries of filters: that a game has any of several values, by their facet, and in `rest` all others, as in `FilterConditions`. */
export type FilterQueries = Record<FacetName | 'rest', Query[]>

const anyOf = (field: string, values: readonly (string | number)[]): Query => ({ terms: { [field]: [...values] } })

const anyQueries = (field: string, { any = [] }: SlugFilter = {}): Query[] =>
  any.length > 0 ? [anyOf(field, any)] : []

function fixedQueries(field: string, { all = [], none = [] }: SlugFilter = {}): Query[] {
  const queries = all.map((slug) => anyOf(field, [slug]))
  if (none.length > 0) queries.push({ bool: { must_not: [anyOf(field, none)] } })
  return queries
}

/** Returns the query for values from `from` and below `below`. */
function rangeQueries(field: string, from: number | undefined, below: number | undefined): Query[] {
  if (from === undefined && below === undefined) return []
  return [
    { range: { [field]: { ...(from !== undefined && { gte: from }), ...(below !== undefined && { lt: below }) } } },
  ]
}

/** Returns the number after the last one of a range of whole numbers. */
const after = (last: number | undefined) => (last === undefined ? undefined : last + 1)

function sourceQueries({ source, redistributable, redistributableSources = [] }: GameFilters): Query[] {
  const queries = source?.length ? [anyOf('sources', source)] : []
  if (redistributable === undefined) return queries
  const ofThese = anyOf('sources', redistributableSources)
  return [...queries, redistributable ? ofThese : { bool: { must_not: [ofThese] } }]
}

function restQueries({
  platform,
  genre,
  company,
  scoreMin,
  scoreMax,
  updatedSince,
  disputed,
  kind,
  ...sources
}: GameFilters): Query[] {
  const queries = [
    ...fixedQueries('platforms', platform),
    ...fixedQueries('genres', genre),
    ...fixedQueries('companies', company),
    ...sourceQueries(sources),
    ...rangeQueries('score.critics', scoreMin, after(scoreMax)),
  ]
  if (updatedSince !== undefined) queries.push({ range: { updatedAt: { gte: updatedSince } } })
  if (disputed !== undefined) queries.push({ term: { disputed } })
  if (kind?.length) queries.push(anyOf('kind', kind))
  return queries
}

/** Returns one query for each filter; a game must match all of them. Lists are empty without filters. */
export const filterQueries = (filters: GameFilters): FilterQueries => ({
  platform: anyQueries('platforms', filters.platform),
  genre: anyQueries('genres', filters.genre),
  company: anyQueries('companies', filters.company),
  year: rangeQueries('year', filters.yearFrom, after(filters.yearTo)),
  rest: restQueries(filters),
})
