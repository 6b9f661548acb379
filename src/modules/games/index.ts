import { Elysia, status, t } from 'elysia'
import { hash32 } from '#lib/hash'
import type { Dependencies } from '#src/http/dependencies'
import { etagOf, isNotModified } from '#src/http/etag'
import { nextLink } from '#src/http/page'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { NO_QUERY } from '#src/wire/fields'
import {
  Game,
  GameListQuery,
  GamePage,
  GameParams,
  GameProvenance,
  GameQuery,
  GameRecords,
  SimilarList,
  SimilarQuery,
} from './model'
import { listGames, readGame, readProvenance, readRecords } from './service'
import { listSimilar } from './similar'

const Unchanged = t.Void({ description: 'What If-None-Match names is still current' })
const Moved = t.Void({ description: 'Merged: Location leads to the game that lives on' })
const CURSOR_ADVICE = 'Ask for the first page again, or keep to the order the cursor came from.'
const GAME_ADVICE = 'No game has this slug or id: /v1/search finds games by name.'

/** Routes of the games: pages of them, one, and where its values come from. */
export const games = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.games', prefix: '/v1/games', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '',
      async ({ query, request, requestId, set }) => {
        const page = await listGames(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        query: GameListQuery,
        response: { 200: GamePage, ...denials },
        detail: { summary: 'List games', description: 'Games in an order, filtered, a page at a time.' },
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
        // These change without a new version of the game: related games as others come and go, provenance with licences
        // and with the names of its members.
        const { related, provenance } = found.game
        const etag = etagOf(found.game.id, found.version, hash32(JSON.stringify({ related, provenance })))
        set.headers.etag = etag
        return isNotModified(request.headers, etag) ? status(304, undefined) : found.game
      },
      {
        params: GameParams,
        query: GameQuery,
        response: { 200: Game, 304: Unchanged, 308: Moved, 404: Problem, ...denials },
        detail: {
          summary: 'Read one game',
          description: 'By slug or id. A game that was merged answers 308 and leads to the one that lives on.',
        },
      },
    )
    .get(
      '/:slug/provenance',
      async ({ params, requestId, set }) =>
        (await readProvenance(dependencies, params.slug)) ??
        refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE),
      {
        params: GameParams,
        query: NO_QUERY,
        response: { 200: GameProvenance, 404: Problem, ...denials },
        detail: {
          summary: 'Read where values come from',
          description:
            'Per member of a game, under its name in `Game` and in overrides: who states its value, who states another, the rule that decided, the licence.',
        },
      },
    )
    .get(
      '/:slug/records',
      async ({ params, requestId, set }) =>
        (await readRecords(dependencies, params.slug)) ??
        refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE),
      {
        params: GameParams,
        query: NO_QUERY,
        response: { 200: GameRecords, 404: Problem, ...denials },
        detail: {
          summary: 'Read which records a game is made of',
          description: 'Every record of a game, and the reasons for which it belongs there.',
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
            'The games that have most in common with one, and what; never the game itself or another package of it.',
        },
      },
    )

const movedUrl = (url: string, slug: string, rest: string) =>
  `/v1/games/${encodeURIComponent(slug)}${rest}${new URL(url).search}`
