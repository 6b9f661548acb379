import { Elysia, status } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { cached } from '#src/http/cached'
import { publicDenials } from '#src/http/problem'
import { NO_QUERY } from '#src/wire/fields'
import { Live, NotReady, Ready } from './model'
import { checkStores, readinessOf } from './service'

const FRESH_MS = 1000
const RETRY_AFTER_S = '5'

/** Returns the routes of health: one for the process (`live`) and one for the stores (`ready`, which asks them once a second). */
export function health({ stores, lifecycle }: Dependencies) {
  const storeStates = cached(FRESH_MS, () => checkStores(stores))
  return new Elysia({ name: 'vestim.health', prefix: '/health', tags: ['health'] })
    .get('/live', (): Live => ({ status: 'live' }), {
      query: NO_QUERY,
      response: { 200: Live, ...publicDenials },
      detail: {
        summary: 'Check that the process answers',
        description: 'Asks no store, and is answered however many requests are being answered.',
        security: [],
      },
    })
    .get(
      '/ready',
      async ({ set }) => {
        const states = await storeStates()
        const readiness = readinessOf(lifecycle.phase, states)
        if (readiness.status === 'ready') return readiness
        set.headers['retry-after'] = RETRY_AFTER_S
        return status(503, readiness)
      },
      {
        query: NO_QUERY,
        response: { 200: Ready, 503: NotReady, ...publicDenials },
        detail: {
          summary: 'Check that requests can be answered',
          description: 'Asks the stores, at most once a second. 503 says which of them is missing.',
          security: [],
        },
      },
    )
}
