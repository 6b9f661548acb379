import { Elysia, status } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { cached } from '#src/http/cached'
import { publicDenials } from '#src/http/problem'
import { Live, NotReady, Ready } from './model'
import { checkReadiness } from './service'

const FRESH_MS = 1000

/** Returns the routes of health: one for the process (`live`) and one for the stores (`ready`, cached for 1 s). */
export function health({ stores }: Dependencies) {
  const readiness = cached(FRESH_MS, () => checkReadiness(stores))
  return new Elysia({ name: 'vestim.health', prefix: '/health', tags: ['health'] })
    .get('/live', (): Live => ({ status: 'live' }), {
      response: { 200: Live, ...publicDenials },
      detail: { summary: 'Check that the process answers', security: [] },
    })
    .get(
      '/ready',
      async () => {
        const state = await readiness()
        return state.status === 'ready' ? state : status(503, state)
      },
      {
        response: { 200: Ready, 503: NotReady, ...publicDenials },
        detail: { summary: 'Check that requests can be answered', security: [] },
      },
    )
}
