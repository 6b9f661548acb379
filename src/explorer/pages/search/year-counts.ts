import { api } from '../../state/api'
import { useLoaded } from '../../state/loaded'
import { outcomeOf } from '../../state/trouble'
import { filterQuery, type SearchValues } from './filters'
import type { Found } from './found'

/**
 * Returns the games per year: with words those that were found in the 20 largest years, without words those of every year that pass
 * the other filters.
 */
export function useYearCounts(values: SearchValues, found: Found | undefined): ReadonlyMap<number, number> {
  const filters = filterQuery(values, ['yearFrom', 'yearTo'])
  const { data } = useLoaded(JSON.stringify(filters), (signal) =>
    outcomeOf(api.stats.get({ query: { by: 'year', limit: 200, ...filters }, fetch: { signal } })),
  )
  if (values.q !== '') return new Map((found?.facets.year ?? []).map(({ value, count }) => [Number(value), count]))
  return new Map((data?.items ?? []).map(({ year, games }) => [Number(year), games]))
}
