import type { FacetName, SearchHit, SearchPosition } from '#db/search/engine'
import { STEPS } from '#db/search/rules'
import type { Dependencies } from '#src/http/dependencies'
import { listed, parseDigits } from '#src/wire/fields'
import { filtersOf } from '#src/wire/game-filters'
import type { SearchPage, SearchQuery } from './model'

const PAGE_SIZE = 20

/**
 * Games that fit the words, best first. Summaries come from the index.
 *
 * `bad_cursor` where the cursor is of another search, or of the other engine: their orders cannot be joined.
 */
export async function searchGames(
  { stores, cursors }: Dependencies,
  query: SearchQuery,
): Promise<SearchPage | 'bad_cursor'> {
  const began = performance.now()
  const after = query.cursor === undefined ? undefined : cursors.open(orderOf(query), query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const [engine, ...position] = after ?? []
  const answer = await stores.search.search({
    q: query.q,
    filters: filtersOf(query),
    facets: (listed(query.facets) ?? []) as FacetName[], // safe: the pattern of the parameter lets only facets pass
    limit: parseDigits(query.limit) ?? PAGE_SIZE,
    explain: query.explain === 'true',
    ...(after && { after: position as unknown as SearchPosition }), // safe: the mark of the cursor says that this search made it
  })
  if (after && engine !== answer.engine) return 'bad_cursor'
  return {
    items: answer.hits.map(toItem),
    total: answer.total,
    facets: answer.facets,
    next: answer.next && cursors.close(orderOf(query), [answer.engine, ...answer.next]),
    engine: answer.engine,
    degraded: answer.degraded,
    confident: answer.confident,
    tookMs: Math.round(performance.now() - began),
  }
}

/** Returns the order that cursors are bound to. With the steps in it, a cursor of a release with other steps is a `bad_cursor`. */
const orderOf = ({ q }: SearchQuery) => `search:${STEPS.join()}:${q}`

type Item = SearchPage['items'][number]

/** `score` is how well it fits; the scores of the game itself are its `scores`. */
function toItem({ game: { score: scores, ...game }, score, highlight, explanation }: SearchHit): Item {
  const item = { ...game, scores, score, highlight, ...(explanation !== undefined && { explanation }) }
  return item as Item // safe: the index is filled from games, whose kinds and precisions these are
}
