import type { GameFilters } from '#db/game/filters'
import type { FacetName, SearchHit, SearchPosition } from '#db/search/engine'
import { STEPS } from '#db/search/rules'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveFilters } from '#src/wire/filter-resolution'
import type { SearchPage, SearchQuery } from './model'

/**
 * Returns one page of games that match the words, best first. The games' data come from the search index: with Elasticsearch,
 * Postgres is not queried.
 *
 * `bad_cursor` if the cursor was made for other words or filters, or by the other engine, whose order differs.
 */
export async function searchGames(
  { stores, cursors, filterWords }: Dependencies,
  query: SearchQuery,
): Promise<SearchPage | 'bad_cursor' | FilterRefusal> {
  const began = performance.now()
  const resolved = await resolveFilters(filterWords, query)
  if (isFilterRefusal(resolved)) return resolved
  const { filters } = resolved
  const scope = cursorScope(query.q, filters)
  const after = query.cursor === undefined ? undefined : cursors.read(scope, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const [engine, ...position] = after ?? []
  const answer = await stores.search.search({
    q: query.q,
    filters,
    facets: (listed(query.facets) ?? []) as FacetName[], // safe: the pattern of the parameter lets only facets pass
    limit: pageSizeOf(query),
    explain: query.explain === 'true',
    ...(after && { after: position as unknown as SearchPosition }), // safe: the cursor is signed for this search
  })
  if (after && engine !== answer.engine) return 'bad_cursor'
  return {
    items: answer.hits.map(toItem),
    total: answer.total,
    facets: answer.facets,
    next: answer.next && cursors.make(scope, [answer.engine, ...answer.next]),
    engine: answer.engine,
    degraded: answer.degraded,
    confident: answer.confident,
    tookMs: Math.round(performance.now() - began),
  }
}

/**
 * Returns the scope of a search's cursors: its words and filters, because they decide at which step games are found. It also
 * has the names of the steps, so a cursor of a release with other steps is a `bad_cursor`.
 */
const cursorScope = (q: string, filters: GameFilters) => `search:${STEPS.join()}:${JSON.stringify([q, filters])}`

type Item = SearchPage['items'][number]

/** Converts a hit. `score` is its relevance; the scores of the game itself become `scores`. */
function toItem({ game: { score: scores, ...game }, score, highlight, explanation }: SearchHit): Item {
  const item = { ...game, scores, score, highlight, ...(explanation !== undefined && { explanation }) }
  return item as Item // safe: `kind` and `precision` were copied from games, so they have only known values
}
