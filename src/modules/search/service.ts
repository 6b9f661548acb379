import type { GameFilters } from '#db/game/filters'
import type { FacetName, SearchHit, SearchPosition, SearchRequest } from '#db/search/engine'
import { STEPS } from '#db/search/rules'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, pageSizeOf } from '#src/http/page'
import type { FacetLabels } from '#src/wire/facet-labels'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveFilters } from '#src/wire/filter-resolution'
import type { SearchPage, SearchQuery } from './model'

/**
 * Returns one page of games that match the words, best first, or without words of all games, the most popular first. The games' data come from the search index: with Elasticsearch,
 * Postgres is not queried.
 *
 * `bad_cursor` if the cursor was made for other words or filters, or by the other engine, whose order differs.
 */
export async function searchGames(
  { stores, cursors, filterWords }: Dependencies,
  labelFacets: FacetLabels,
  query: SearchQuery,
): Promise<SearchPage | 'bad_cursor' | FilterRefusal> {
  const began = performance.now()
  const scope = cursorScope(LIST, query)
  const after = query.cursor === undefined ? undefined : cursors.read(scope, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const resolved = await resolveFilters(filterWords, query)
  if (isFilterRefusal(resolved)) return resolved
  const [engine, ...position] = after ?? []
  const answer = await stores.search.search({
    ...toRequest(query, resolved.filters),
    ...(after && { after: position as unknown as SearchPosition }), // safe: the cursor is signed for this search
  })
  if (after && engine !== answer.engine) return 'bad_cursor'
  return {
    items: answer.hits.map(toItem),
    total: answer.total,
    facets: await labelFacets(answer.facets),
    facetsExact: answer.facetsExact,
    next: answer.next && cursors.make(scope, [answer.engine, ...answer.next]),
    engine: answer.engine,
    degraded: answer.degraded,
    confident: answer.confident,
    tookMs: Math.round(performance.now() - began),
  }
}

const toRequest = (query: SearchQuery, filters: GameFilters): SearchRequest => ({
  ...(query.q !== undefined && { q: query.q }),
  filters,
  facets: (listed(query.facets) ?? []) as FacetName[], // safe: the pattern of the parameter lets only facets pass
  limit: pageSizeOf(query),
  explain: query.explain === 'true',
})

/** Name of the list of hits. It has the names of the steps, so a cursor of a release with other steps is a `bad_cursor`. */
const LIST = `search:${STEPS.join()}`

type Item = SearchPage['items'][number]

function toItem({ game, ...hit }: SearchHit): Item {
  const item = { ...game, ...hit }
  return item as Item // safe: `kind` and `precision` were copied from games, so they have only known values
}
