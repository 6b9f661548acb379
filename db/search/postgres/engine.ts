import { createHighlight } from '#catalogue/search/highlight'
import { type FoldedQuery, foldQuery, type PlatformLookup, type QueryText } from '#catalogue/search/query'
import { type FilterConditions, filterConditions } from '#db/game/filter-sql'
import { findWordLists } from '#db/game/word-lists'
import type { Db } from '#db/stores'
import type { SearchAnswer, SearchEngine, SearchHit, SearchRequest } from '../engine'
import { standardPlatform } from '../platform-words'
import { createEmptyAnswer, fromPosition, stepsOf, toPosition } from '../position'
import { explain, type StepName, type WordStepName } from '../rules'
import { pageOfEveryGame } from './browse'
import { toFacets } from './facets'
import { fuzzyRules, unfinishedFuzzyRules } from './fuzzy'
import { type HitPage, type PostgresHit, pageOfHits, totalOf } from './hits'
import type { Rule } from './rule'
import { strictRules } from './strict'
import { suggestFrom } from './suggest'
import { trigramRules } from './trigram'

const RULES_OF: Record<WordStepName, (db: Db, text: QueryText) => Rule[] | Promise<Rule[]>> = {
  strict: (_, text) => strictRules(text),
  fuzzy: fuzzyRules,
  unfinished: unfinishedFuzzyRules,
  trigram: (_, text) => trigramRules(text),
}

const NO_HITS: HitPage = { hits: [], total: totalOf(0, 0), facets: {} }

/** Creates the engine that searches in Postgres only. `platform` returns the slug of the platform a word names. */
export const postgresEngine = (db: Db, platform: PlatformLookup = standardPlatform): SearchEngine => ({
  name: 'postgres',
  search: async (request) => {
    const query = foldQuery(request.q ?? '', platform)
    const conditions = filterConditions(request.filters, await findWordLists(db, request.filters))
    const empty = createEmptyAnswer(request)
    for (const step of stepsOf(request)) {
      const page = await askStep(db, step, query, { request, conditions })
      if (page.total.value > 0) return answerOf(page, step, query, request)
      empty.keepFacets(toFacets(page.facets, request.facets))
    }
    return empty.answer()
  },
  suggest: (text) => suggestFrom(db, text),
})

type Filtered = { request: SearchRequest; conditions: FilterConditions }

async function askStep(
  db: Db,
  step: StepName,
  query: FoldedQuery,
  { request, conditions }: Filtered,
): Promise<HitPage> {
  const after = request.after && fromPosition(request.after)
  if (step === 'browse') return pageOfEveryGame(db, conditions, request, after)
  const { hint } = query
  const whole = await RULES_OF[step](db, query)
  const rest = hint ? await RULES_OF[step](db, hint.rest) : []
  const dated = hint?.dated ? await RULES_OF[step](db, hint.dated) : []
  if (whole.length + rest.length + dated.length === 0) return NO_HITS
  return pageOfHits(db, { step, whole, rest, dated, hint }, conditions, request, after)
}

function answerOf(page: HitPage, step: StepName, query: FoldedQuery, request: SearchRequest): SearchAnswer {
  const hits = page.hits.slice(0, request.limit)
  const last = page.hits.length > request.limit ? hits.at(-1) : undefined
  const highlight = createHighlight(query)
  return {
    hits: hits.map((hit) => toHit(hit, step, highlight, request)),
    total: page.total,
    ...toFacets(page.facets, request.facets),
    next: last ? toPosition({ step, score: last.score, id: last.game.id }) : null,
    confident: step !== 'trigram',
  }
}

const toHit = (
  { game, score, rule, pop }: PostgresHit,
  step: StepName,
  highlight: (title: string) => string,
  { explain: why }: SearchRequest,
): SearchHit => ({
  game,
  relevance: score,
  highlight: highlight(game.title),
  ...(why && explain(rule, step, score, pop)),
})
