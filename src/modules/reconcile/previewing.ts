import { Elysia, t } from 'elysia'
import { resolveRedirect } from '#db/game/redirect'
import type { Dependencies } from '#src/dependencies'
import { denials, Problem, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { GameSlug } from '#src/wire/game-params'
import { findLiveGames } from './live-games'
import { previewPage, previewPolicy } from './preview'

const Page = t.String({ description: 'A page without scripts', openapi: { media: ['text/html'] } })

/** Returns the route of the small page that clients show beside a candidate. */
export const previewing = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.reconcile.preview', tags: ['reconciliation'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '/preview',
      async ({ query: { id }, requestId, set }) => {
        const live = await resolveRedirect(dependencies.stores.db, id)
        const [found] = live ? (await findLiveGames(dependencies, [live.id])).values() : []
        if (!found) return refuseRequest({ requestId, set }, 'no_such_game', 'No game has this slug or id.')
        set.headers['content-type'] = 'text/html; charset=utf-8'
        set.headers['content-security-policy'] = previewPolicy(dependencies.config.corsOrigins)
        return previewPage(found)
      },
      {
        query: t.Object({ id: GameSlug }),
        response: { 200: Page, ...denials, 404: Problem },
        detail: {
          summary: 'Show a game in brief',
          description:
            'A page without scripts, for the frame in which OpenRefine shows a candidate. Only pages of `CORS_ORIGINS` can show it in a frame.',
        },
      },
    )
