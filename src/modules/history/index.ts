import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { GameParams } from '#src/wire/game-params'
import { HistoryPage, HistoryQuery } from './model'
import { listHistoryPage } from './service'

const GAME_ADVICE = 'No game has this slug or id: /v1/search finds games by name.'

/** Returns the route of the history of a game. */
export const history = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.history', prefix: '/v1/games', tags: ['decisions'] })
    .use(access)
    .guard({ scope: 'curate' })
    .get(
      '/:slug/history',
      async ({ params, query, request, requestId, set }) => {
        const page = await listHistoryPage(dependencies, params.slug, query)
        if (page === undefined) return refuseRequest({ requestId, set }, 'no_such_game', GAME_ADVICE)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, dependencies.config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        params: GameParams,
        query: HistoryQuery,
        response: { 200: HistoryPage, 404: Problem, ...denials },
        detail: {
          summary: 'Read the history of a game',
          description:
            'The decisions about its records, undone ones included, and how it and the games merged into it were created, merged and split, newest first.',
        },
      },
    )
