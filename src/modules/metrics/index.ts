import { Elysia } from 'elysia'
import { isSameSecret } from '#src/account/secret-text'
import type { Dependencies } from '#src/dependencies'
import { Problem, publicDenials, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { EXPOSITION_TYPE, type Metric, writeExposition } from '#src/metrics/exposition'
import { gauge } from '#src/metrics/gauge'
import { processMetrics } from '#src/metrics/process-metrics'
import { createStoreMetrics } from '#src/metrics/store-metrics'
import { NO_QUERY } from '#src/wire/fields'
import { Exposition } from './model'

/** Requests of this moment: those that are being answered, and those that wait. */
export type RequestLoad = { inFlight: () => number; waiting: () => number }

const BEARER = /^bearer +(\S+)$/i

/** Returns the route of metrics, which only METRICS_TOKEN opens. Without METRICS_TOKEN there is no such route. */
export function metricsRoute({ stores, config: { metricsToken }, metrics }: Dependencies, load: RequestLoad) {
  const app = new Elysia({ name: 'vestim.metrics', tags: ['health'] }).use(access)
  if (metricsToken === undefined) return app
  const storeMetrics = createStoreMetrics(stores)
  app.get(
    '/metrics',
    async ({ set }) => {
      set.headers['content-type'] = EXPOSITION_TYPE
      return writeExposition([...metrics.list(), ...loadMetrics(load), ...(await storeMetrics()), ...processMetrics()])
    },
    {
      // Before the query is judged.
      transform: ({ request, requestId, set }) => refuseOther({ requestId, set }, request, metricsToken),
      query: NO_QUERY,
      response: { 200: Exposition, 401: Problem, ...publicDenials },
      detail: {
        summary: 'Read the metrics',
        description:
          'For Prometheus: requests, calls of the stores, the outbox, runs, memory. Only METRICS_TOKEN opens it, as `Authorization: Bearer`; no token or key of an account does. Without METRICS_TOKEN there is no such route.',
        security: [],
      },
    },
  )
  return app
}

function refuseOther(answering: RefusalContext, { headers }: Request, metricsToken: string): void {
  const given = BEARER.exec(headers.get('authorization') ?? '')?.[1]
  if (given !== undefined && isSameSecret(given, metricsToken)) return
  answering.set.headers['www-authenticate'] = 'Bearer'
  throw refuseRequest(answering, 'unauthenticated', 'Send METRICS_TOKEN as `Authorization: Bearer <token>`.')
}

const loadMetrics = ({ inFlight, waiting }: RequestLoad): Metric[] => [
  gauge('vestim_http_requests_in_flight', 'Requests that are being answered, this scrape included.', inFlight()),
  gauge('vestim_http_requests_waiting', 'Requests that wait for others of their caller.', waiting()),
]
