import type { SearchFault } from '#db/search/engine'
import type { StoreCall } from '#db/store-call'
import type { AnsweredRequest } from '#src/http/request-watch'
import type { Metric } from './exposition'
import { createCounter, createHistogram } from './labelled'

/** Bounds in seconds: from a cached response to the deadline of a statement and a body. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const CALL_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
/** Name of the paths that no route has. */
const NO_ROUTE = 'none'
/** Seconds whose longest block of the event loop is kept. */
const LAG_SECONDS = 60

/** Counts of a process since its start. Each `on...` is to be called when that happens. */
export type Metrics = {
  onAnswered: (answered: AnsweredRequest) => void
  onCall: (call: StoreCall) => void
  onDegraded: (fault: SearchFault) => void
  /** Told of the longest block of the event loop of each second, in ms. */
  onLag: (ms: number) => void
  /** Returns the metrics of all that was told. */
  list: () => Metric[]
}

/** Creates the metrics of a process. Their labels have few values: routes, methods, statuses and outcomes. */
export function createMetrics(): Metrics {
  const requests = createCounter(['method', 'route', 'status'])
  const requestSeconds = createHistogram(REQUEST_SECONDS, ['method', 'route'])
  const calls = createCounter(['store', 'outcome'])
  const callSeconds = createHistogram(CALL_SECONDS, ['store'])
  const degraded = createCounter([])
  const lags: number[] = []
  return {
    onAnswered({ method, route, status, ms }) {
      requests.add(method, route ?? NO_ROUTE, String(status))
      requestSeconds.observe(ms / 1000, method, route ?? NO_ROUTE)
    },
    onCall({ store, outcome, ms }) {
      calls.add(store, outcome)
      callSeconds.observe(ms / 1000, store)
    },
    onDegraded: () => degraded.add(),
    onLag(ms) {
      lags.push(ms / 1000)
      if (lags.length > LAG_SECONDS) lags.shift()
    },
    list: () => [
      counted('vestim_http_requests_total', 'Answered requests.', requests.samples()),
      timed('vestim_http_request_duration_seconds', 'Time until a response was ready to be sent.', requestSeconds),
      counted('vestim_store_calls_total', 'Statements and requests to Elasticsearch, by outcome.', calls.samples()),
      timed(
        'vestim_store_call_duration_seconds',
        'Time of a call of a store, with the wait for a connection.',
        callSeconds,
      ),
      counted(
        'vestim_search_degraded_total',
        'Searches that Postgres answered in place of Elasticsearch.',
        degraded.samples(),
      ),
      {
        name: 'vestim_event_loop_lag_seconds',
        help: 'Longest block of the event loop in the last minute.',
        type: 'gauge',
        samples: lags.length === 0 ? [] : [{ value: Math.max(...lags) }],
      },
    ],
  }
}

const counted = (name: string, help: string, samples: Metric['samples']): Metric => ({
  name,
  help,
  type: 'counter',
  samples,
})

const timed = (name: string, help: string, { samples }: { samples: () => Metric['samples'] }): Metric => ({
  name,
  help,
  type: 'histogram',
  samples: samples(),
})
