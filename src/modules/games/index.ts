import { Elysia, status, t } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { createCriteriaReader } from '#src/wire/criteria-reader'
import { NO_QUERY } from '#src/wire/fields'
import { isFilterRefusal } from '#src/wire/filter-resolution'
import { GameParams } from '#src/wire/game-params'
import { Game, GameListQuery, GamePage, GameQuery, GameRecords, RecordsQuery, SimilarList, SimilarQuery } from './model'
import { GameProvenance } from './provenance-model'
import { listGames, readGame, readProvenance, readRecords } from './service'
import { listSimilar } from './similar'
import { createGameTotals } from './totals'

const Unchanged = t.Void({ description: 'The copy of the client is current: If-None-Match lists its ETag' })
const Moved = t.Void({ description: 'The game was merged: Location leads to the game it was merged into' })
const GAME_ADVICE = 'No game has this slug or id: /v1/search finds games by name.'

/** Returns the routes of games: lists, one game, its provenance, its records, and similar games. */
export function games(dependencies: Dependencies) {
  const { stores, filterWords } = dependencies
  const memory = { criteriaOf: createCriteriaReader(filterWords), totals: createGameTotals(stores.db) }
  return new Elysia({ name: 'vestim.games', prefix: '/v1/games', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listGames(dependencies, memory, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (isFilterRefusal(page)) return refuseRequest({ requestId, set }, 'invalid_request', page.detail, page.faults)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: GameListQuery,
        response: { 200: GamePage, ...denials },
        detail: {
          summary: 'List games',
          description: 'Games that match the filters, in the order asked for, page by page.',
        },
      },
    )
    .get(
      '/:slug',
      async ({ params, query, request, requestId, set }) => {
        const found = await readGame(dependencies, params.slug, query)
        if (!found) return refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE)
        if ('movedTo' in found) {
          set.headers.location = movedUrl(request.url, found.movedTo, '')
          return status(308, undefined)
        }
        return found.game
      },
      {
        params: GameParams,
        query: GameQuery,
        response: { 200: Game, 304: Unchanged, 308: Moved, 404: Problem, ...denials },
        detail: {
          summary: 'Read one game',
          description: 'By slug or id. A merged game gives 308, with the Location of the game it was merged into.',
        },
      },
    )
    .get(
      '/:slug/provenance',
      async ({ params, request, requestId, set }) => {
        const found = await readProvenance(dependencies, params.slug)
        if (!found) return refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE)
        if ('provenance' in found) return found.provenance
        set.headers.location = movedUrl(request.url, found.movedTo, '/provenance')
        return status(308, undefined)
      },
      {
        params: GameParams,
        query: NO_QUERY,
        response: { 200: GameProvenance, 308: Moved, 404: Problem, ...denials },
        detail: {
          summary: 'Read the provenance of a game',
          description:
            'For each field of a game, under its name in `Game` and in overrides: the sources of its value, those of other values, the rule that chose, the licences.',
        },
      },
    )
    .get(
      '/:slug/records',
      async ({ params, query, request, requestId, set }) => {
        const found = await readRecords(dependencies, params.slug, query)
        if (!found) return refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE)
        if (!('movedTo' in found)) return found
        set.headers.location = movedUrl(request.url, found.movedTo, '/records')
        return status(308, undefined)
      },
      {
        params: GameParams,
        query: RecordsQuery,
        response: { 200: GameRecords, 308: Moved, 404: Problem, ...denials },
        detail: {
          summary: 'List the records of a game',
          description:
            'Every record of a game, with the evidence that links it to the game. Values are those of the sources, each under its licence.',
        },
      },
    )
    .get(
      '/:slug/similar',
      async ({ params, query, request, requestId, set }) => {
        const found = await listSimilar(dependencies, params.slug, query)
        if (!found) return refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE)
        if (!('movedTo' in found)) return found
        set.headers.location = movedUrl(request.url, found.movedTo, '/similar')
        return status(308, undefined)
      },
      {
        params: GameParams,
        query: SimilarQuery,
        response: { 200: SimilarList, 308: Moved, 404: Problem, ...denials },
        detail: {
          summary: 'List similar games',
          description:
            'The games that have most in common with one, and what they share; never the game itself or another edition of it. Games that share no more than genres, platforms and single words of long titles are left out, so the list may be empty.',
        },
      },
    )
}

const movedUrl = (url: string, slug: string, rest: string) =>
  `/v1/games/${encodeURIComponent(slug)}${rest}${new URL(url).search}`
