import { type ConnectOptions, openStores } from '#db/connect'
import type { SearchFault } from '#db/search/engine'
import { runRelay } from '#db/search/relay'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import { orInterrupted } from '#lib/interrupt'
import { createApp } from '#src/app'
import { type Listening, listen, type StopTimes } from '#src/http/listen'
import { createLog, type Log } from '#src/http/log'
import { createLifecycle, type Lifecycle } from '#src/http/phase'
import { createMetrics, type Metrics } from '#src/metrics/metrics'
import { purgeDaily } from './daily-purge'
import { closeAfter, type Ending, endingOf } from './ending'
import { watchEventLoop } from './lag-monitor'
import { prepareErasures } from './ledger'
import { guardProcess } from './process-guard'
import { relayFaults } from './relay-faults'
import { searchFaults } from './search-faults'
import { signingSecret } from './secret'
import { reportShortcomings } from './shortcomings'
import { keepGraph } from './similar-graph'
import { waitForStores } from './store-wait'
import { updateVocabulary } from './vocabulary'

const AT_ONCE: StopTimes = { graceMs: 0, drainMs: 1000 }
const AFTER_FATAL: StopTimes = { graceMs: 0, drainMs: 5000 }

type Say = (line: string) => void
type Service = {
  config: Config
  stores: Stores
  log: Log
  lifecycle: Lifecycle
  server: Listening
  signal: AbortSignal
  say: Say
}

/**
 * Serves the catalogue until `signal` is aborted, with the index relay in the same process, and returns the exit code: 1 after an
 * error that nothing caught, else 0.
 *
 * Listens before Postgres answers, and waits for it. It ends at most 32 s after the signal, whatever clients and stores do.
 *
 * @throws {Failure} the codes of `signingSecret`, `openStores` and `Stores.check` except `store_unreachable`, and `port_in_use`
 */
export async function start(config: Config, signal: AbortSignal, say: Say): Promise<number> {
  const jwtSecret = signingSecret(config)
  const log = createLog(config.logLevel)
  const guard = guardProcess(log)
  const metrics = createMetrics()
  const stores = await orInterrupted(signal, () => openStores(config, storeOptions(log, metrics)))
  const lifecycle = createLifecycle('starting')
  const server = listen(createApp({ stores, config: { ...config, jwtSecret }, log, lifecycle, metrics }), config)
  log.info('service_listening', { url: server.url })
  using _monitor = watchEventLoop(log, metrics.onLag)
  const service = { config, stores, log, lifecycle, server, signal, say }
  const work = serve(service)
  try {
    const ending = await endingOf(work, guard, signal)
    await stop(service, work, timesOf(ending, lifecycle))
    return ending === 'fatal' ? 1 : 0
  } catch (error) {
    await stop(service, work, AT_ONCE)
    throw error
  }
}

function storeOptions(log: Log, metrics: Metrics): ConnectOptions {
  const logFault = searchFaults(log)
  const onDegraded = (fault: SearchFault) => {
    logFault(fault)
    metrics.onDegraded(fault)
  }
  return { onDegraded, profile: 'serve', watch: metrics.onCall }
}

/** Waits for the stores, announces that the service serves, and keeps the index up to date until `signal` is aborted. */
async function serve({ config, stores, log, lifecycle, server, signal, say }: Service): Promise<void> {
  await waitForStores(stores, { signal, log })
  await updateVocabulary(stores.db, log)
  await prepareErasures(stores, config.dataDir, log)
  if (signal.aborted) return
  // Beside the service: an Elasticsearch that does not answer must not delay it.
  const told = reportShortcomings(stores, config, log)
  lifecycle.enter('serving')
  say(`VestimLib serves ${stores.mode === 'embedded' ? 'the embedded catalogue' : 'the catalogue'} at ${server.url}`)
  log.info('service_started', { url: server.url, stores: stores.mode, search: stores.search.engine })
  await Promise.all([
    runRelay({ ...stores, db: stores.batchDb }, { signal, ...relayFaults(log) }),
    purgeDaily(stores, { dataDir: config.dataDir, signal, log }),
    keepGraph(stores, { signal, log }),
    told,
  ])
}

function timesOf(ending: Ending, { phase }: Lifecycle): StopTimes {
  if (ending === 'fatal') return AFTER_FATAL
  return phase === 'starting' ? AT_ONCE : {}
}

async function stop({ lifecycle, server, stores, log }: Service, work: Promise<void>, times: StopTimes): Promise<void> {
  log.info('service_stopping')
  lifecycle.enter('stopping')
  await server.stop(times)
  log.info('service_stopped', { stores: await closeAfter(work, stores) })
}
