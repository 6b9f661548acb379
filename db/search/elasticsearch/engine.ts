import type { Client, estypes } from '@elastic/elasticsearch'
import { createHighlight } from '#catalogue/search/highlight'
import { type FoldedQuery, foldQuery, type PlatformLookup } from '#catalogue/search/query'
import type { SearchAnswer, SearchEngine, SearchHit, SearchRequest } from '../engine'
import { standardPlatform } from '../platform-words'
import { createEmptyAnswer, fromPosition, stepsOf, toPosition } from '../position'
import { explain, RULES, type RuleName, type StepName } from '../rules'
import { readAnswer } from './answer'
import { askIndex } from './ask'
import type { Elasticsearch } from './client'
import { DEADLINES_MS } from './deadlines'
import { facetedSearch, readFacets } from './facets'
import { everyGame, stepQuery } from './query'
import { type GameHit, GamesFound, gameOfHit } from './search-answer'
import { suggestIn } from './suggest'
import { askTwice, type CallOptions } from './twice'

const MOST_COUNTED = 10_000

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

export type EngineOptions = {
  /** Returns the slug of the platform a word names. (Default: the standard vocabulary) */
  platform?: PlatformLookup
  /** Longest duration of one search, all its steps together, in ms. (Default: 1,200) */
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
  { platform = standardPlatform, deadlineMs = DEADLINES_MS.search }: EngineOptions = {},
): SearchEngine => ({
  name: 'elasticsearch',
  search: (request) => {
    const query = foldQuery(request.q ?? '', platform)
    return askTwice(deadlineMs, (options) => askSteps({ client, alias }, query, request, options))
  },
  suggest: (text) => suggestIn(client, alias, text),
})

/** Asks one step after the other, until one finds games. */
async function askSteps(
  { client, alias }: Elasticsearch,
  query: FoldedQuery,
  request: SearchRequest,
  options: CallOptions,
): Promise<SearchAnswer> {
  const empty = createEmptyAnswer(request)
  for (const step of stepsOf(request)) {
    const body = searchBody(step, query, request)
    if (!body) continue
    const found = readAnswer(GamesFound, await askIndex(client, alias, body, options))
    if (found.hits.total.value > 0) return answerOf(found, step, query, request)
    empty.keepFacets(readFacets(found, request))
  }
  return empty.answer()
}

function searchBody(step: StepName, query: FoldedQuery, request: SearchRequest): estypes.SearchRequest | undefined {
  const { always, hitsOnly, aggregations } = facetedSearch(request)
  const scoring = step === 'browse' ? everyGame(always) : stepQuery(step, query, always)
  if (!scoring) return undefined
  const after = request.after && fromPosition(request.after)
  return {
    query: scoring,
    sort: [{ [step === 'browse' ? 'pop' : '_score']: { order: 'desc' } }, { id: { order: 'asc' } }],
    size: request.limit + 1,
    track_total_hits: MOST_COUNTED,
    _source: [...SUMMARY, 'pop'],
    ...(hitsOnly.length > 0 && { post_filter: { bool: { filter: hitsOnly } } }),
    ...(request.facets.length > 0 && { aggs: aggregations }),
    ...(after && { search_after: [after.score, after.id] }),
  }
}

function answerOf(response: GamesFound, step: StepName, query: FoldedQuery, request: SearchRequest): SearchAnswer {
  const { total } = response.hits
  const highlight = createHighlight(query)
  const found = response.hits.hits.map((hit) => toHit(hit, step, highlight, request))
  const hits = found.slice(0, request.limit)
  const last = found.length > request.limit ? hits.at(-1) : undefined
  return {
    hits,
    total: { value: total.value, exact: total.relation === 'eq' },
    ...readFacets(response, request),
    next: last ? toPosition({ step, score: last.relevance, id: last.game.id }) : null,
    confident: step !== 'trigram',
  }
}

function toHit(hit: GameHit, step: StepName, highlight: (title: string) => string, request: SearchRequest): SearchHit {
  const game = gameOfHit(hit)
  const [score] = hit.sort
  const rule = step === 'browse' ? 'every' : ruleOf(hit.matched_queries ?? [])
  const why = request.explain ? explain(rule, step, score, hit._source.pop) : {}
  return { game, relevance: score, highlight: highlight(game.title), ...why }
}

/** Returns the best of the rules that matched. */
function ruleOf(matched: readonly string[]): RuleName {
  const [best] = Object.entries(RULES).filter(([name]) => matched.includes(name))
  return (best?.[0] as RuleName | undefined) ?? 'trigram' // safe: entries of RULES are named by RuleName
}
