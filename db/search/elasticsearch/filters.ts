import type { estypes } from '@elastic/elasticsearch'
import type { GameFilters, SlugFilter } from '#db/game/filters'

type Query = estypes.QueryDslQueryContainer

const anyOf = (field: string, values: readonly (string | number)[]): Query => ({ terms: { [field]: [...values] } })

function slugQueries(field: string, { any = [], all = [], none = [] }: SlugFilter = {}): Query[] {
  const queries = all.map((slug) => anyOf(field, [slug]))
  if (any.length > 0) queries.push(anyOf(field, any))
  if (none.length > 0) queries.push({ bool: { must_not: [anyOf(field, none)] } })
  return queries
}

function rangeQueries({ yearFrom, yearTo, scoreMin, updatedSince }: GameFilters): Query[] {
  const queries: Query[] = []
  if (yearFrom !== undefined) queries.push({ range: { year: { gte: yearFrom } } })
  if (yearTo !== undefined) queries.push({ range: { year: { lte: yearTo } } })
  if (scoreMin !== undefined) queries.push({ range: { 'score.critics': { gte: scoreMin } } })
  if (updatedSince !== undefined) queries.push({ range: { updatedAt: { gte: updatedSince } } })
  return queries
}

/** Returns one query for each filter; a game must match all of them. Returns an empty list without filters. */
export function filterQueries(filters: GameFilters): Query[] {
  const queries = [
    ...slugQueries('platforms', filters.platform),
    ...slugQueries('genres', filters.genre),
    ...slugQueries('companies', filters.company),
    ...rangeQueries(filters),
  ]
  if (filters.source?.length) queries.push(anyOf('sources', filters.source))
  if (filters.kind?.length) queries.push(anyOf('kind', filters.kind))
  return queries
}
