import type { estypes } from '@elastic/elasticsearch'
import { FACETS, type FacetName, type SearchAnswer, type SearchRequest } from '../engine'
import { type FilterQueries, filterQueries } from './filters'
import type { GamesFound } from './search-answer'

type Query = estypes.QueryDslQueryContainer

const MOST_VALUES = 20

const FIELDS: Record<FacetName, string> = {
  platform: 'platforms',
  genre: 'genres',
  year: 'year',
  company: 'companies',
}

/** Filters of a search: `always` limit hits and counts, `hitsOnly` the hits and the counts of other facets; and the counts. */
export type FacetedSearch = {
  always: Query[]
  hitsOnly: Query[]
  aggregations: Record<string, estypes.AggregationsAggregationContainer>
}

/**
 * Returns the filters of a search and an aggregation for each facet asked for. A facet counts games that pass all filters but its
 * own, so the filters of these facets apply after the aggregations, and in each aggregation those of the other facets.
 */
export function facetedSearch({ filters, facets }: SearchRequest): FacetedSearch {
  const queries = filterQueries(filters)
  const others = FACETS.filter((name) => !facets.includes(name))
  return {
    always: [...queries.rest, ...others.flatMap((name) => queries[name])],
    hitsOnly: facets.flatMap((name) => queries[name]),
    aggregations: Object.fromEntries(facets.map((name) => [name, countsOf(name, facets, queries)])),
  }
}

function countsOf(name: FacetName, facets: readonly FacetName[], queries: FilterQueries) {
  const filter = facets.filter((other) => other !== name).flatMap((other) => queries[other])
  return { filter: { bool: { filter } }, aggs: { values: { terms: { field: FIELDS[name], size: MOST_VALUES } } } }
}

/** Returns the facets of a response. They are exact if every shard returned all the values that can be among the largest. */
export function readFacets(
  { aggregations }: GamesFound,
  { facets }: SearchRequest,
): Pick<SearchAnswer, 'facets' | 'facetsExact'> {
  const valuesOf = (name: FacetName) =>
    aggregations[name]?.values.buckets.map(({ key, doc_count }) => ({ value: String(key), count: doc_count })) ?? []
  return {
    facets: Object.fromEntries(facets.map((name) => [name, valuesOf(name)])),
    facetsExact: Object.values(aggregations).every(({ values }) => values.doc_count_error_upper_bound === 0),
  }
}
