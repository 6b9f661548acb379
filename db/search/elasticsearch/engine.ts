import type { Client, estypes } from '@elastic/elasticsearch'
import { highlight } from '#catalogue/search/highlight'
import { type FoldedQuery, foldQuery, type PlatformLookup } from '#catalogue/search/query'
import type { FacetName, GameDocument, SearchAnswer, SearchEngine, SearchHit, SearchRequest } from '../engine'
import { standardPlatform } from '../platform-words'
import { emptyAnswer, fromPosition, stepsOf, toPosition } from '../position'
import { explain, RULES, type RuleName, type StepName } from '../rules'
import { filterQueries } from './filters'
import { stepQuery } from './query'

const MOST_COUNTED = 10_000
const MOST_VALUES = 20
const DEADLINE_MS = 1500

const FACET_FIELDS: Record<FacetName, string> = {
  platform: 'platforms',
  genre: 'genres',
  year: 'year',
  company: 'companies',
}

const SUMMARY = [
  'id',
  'slug',
  'title',
  'kind',
  'year',
  'released',
  'platforms',
  'genres',
  'score',
  'salesCopies',
  'popularity',
]

type IndexedGame = GameDocument & { pop: number }
type GameResponse = estypes.SearchResponse<IndexedGame>

export type EngineOptions = {
  /** Returns the slug of the platform a word names. (Default: the standard vocabulary) */
  platform?: PlatformLookup
  /** Longest duration of one search, all its steps together, in ms. (Default: 1,500) */
  deadlineMs?: number
}

/**
 * Creates the engine that searches the index behind an alias and nothing else.
 *
 * @throws the client's error if Elasticsearch does not answer in time or refuses; {Failure} `usage` for a malformed position
 */
export const elasticsearchEngine = (
  client: Client,
  alias: string,
  { platform = standardPlatform, deadlineMs = DEADLINE_MS }: EngineOptions = {},
): SearchEngine => ({
  name: 'elasticsearch',
  search: async (request) => {
    const query = foldQuery(request.q, platform)
    const signal = AbortSignal.timeout(deadlineMs)
    for (const step of stepsOf(request)) {
      const body = searchBody(step, query, request)
      const response = body && (await client.search<IndexedGame>({ index: alias, ...body }, { signal }))
      if (response && countOf(response) > 0) return answerOf(response, step, query, request)
    }
    return emptyAnswer(request)
  },
})

function searchBody(step: StepName, query: FoldedQuery, request: SearchRequest): estypes.SearchRequest | undefined {
  const scoring = stepQuery(step, query, filterQueries(request.filters))
  if (!scoring) return undefined
  const after = request.after && fromPosition(request.after)
  return {
    query: scoring,
    sort: [{ _score: { order: 'desc' } }, { id: { order: 'asc' } }],
    size: request.limit + 1,
    track_total_hits: MOST_COUNTED,
    _source: [...SUMMARY, 'pop'],
    aggs: Object.fromEntries(
      request.facets.map((name) => [name, { terms: { field: FACET_FIELDS[name], size: MOST_VALUES } }]),
    ),
    ...(after && { search_after: [after.score, after.id] }),
  }
}

const totalOf = ({ hits: { total } }: GameResponse): SearchAnswer['total'] =>
  typeof total === 'object'
    ? { value: total.value, exact: total.relation === 'eq' }
    : { value: total ?? 0, exact: true }

const countOf = (response: GameResponse): number => totalOf(response).value

function answerOf(response: GameResponse, step: StepName, query: FoldedQuery, request: SearchRequest): SearchAnswer {
  const found = response.hits.hits.map((hit) => toHit(hit, step, query, request))
  const hits = found.slice(0, request.limit)
  const last = found.length > request.limit ? hits.at(-1) : undefined
  return {
    hits,
    total: totalOf(response),
    facets: facetsOf(response, request),
    next: last ? toPosition({ step, score: last.score, id: last.game.id }) : null,
    confident: step !== 'trigram',
  }
}

function facetsOf({ aggregations }: GameResponse, { facets }: SearchRequest): SearchAnswer['facets'] {
  const valuesOf = (name: FacetName) => {
    const terms = aggregations?.[name] as { buckets: { key: string | number; doc_count: number }[] } | undefined // safe: each was asked for as a terms aggregation
    return terms?.buckets.map(({ key, doc_count }) => ({ value: String(key), count: doc_count })) ?? []
  }
  return Object.fromEntries(facets.map((name) => [name, valuesOf(name)]))
}

function toHit(
  hit: estypes.SearchHit<IndexedGame>,
  step: StepName,
  query: FoldedQuery,
  request: SearchRequest,
): SearchHit {
  const { pop, ...game } = hit._source as IndexedGame // safe: every hit is requested with its `_source`
  // The sort value, not `_score`: `search_after` of the next page needs exactly this number.
  const score = Number(hit.sort?.[0])
  const why = request.explain && explain(ruleOf(hit.matched_queries), step, score, pop)
  return { game, score, highlight: highlight(game.title, query), ...(why && { explanation: why }) }
}

/** Returns the best of the rules that matched. */
function ruleOf(matched: estypes.SearchHit<IndexedGame>['matched_queries']): RuleName {
  const names = new Set(Array.isArray(matched) ? matched : Object.keys(matched ?? {}))
  const [best] = Object.entries(RULES).filter(([name]) => names.has(name))
  return (best?.[0] as RuleName | undefined) ?? 'trigram' // safe: entries of RULES are named by RuleName
}
