import { connect } from '#db/connect'
import { runRelay } from '#db/search/relay'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Config } from '#lib/config'
import { createApp } from '#src/app'
import { listen } from '#src/http/listen'
import { createLog } from '#src/http/log'
import { relayFaults } from './relay-faults'
import { searchFaults } from './search-faults'
import { signingSecret } from './secret'

/**
 * Serves the catalogue until `signal` is aborted, with the index relay in the same process. Requests that are being
 * answered by then are finished, within 20 s.
 *
 * @throws {Failure} the codes of `signingSecret` and `connect`, and `port_in_use`
 */
export async function start(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const jwtSecret = signingSecret(config)
  const log = createLog(config.logLevel)
  await using stores = await connect(config, { onDegraded: searchFaults(log), profile: 'serve' })
  await upsertVocabulary(stores.db)
  const app = createApp({ stores, config: { ...config, jwtSecret }, log })
  const server = listen(app, config)
  say(`VestimLib serves ${stores.mode === 'embedded' ? 'the embedded catalogue' : 'the catalogue'} at ${server.url}`)
  log.info('service_started', { url: server.url, stores: stores.mode, search: stores.search.engine })
  const relay = runRelay({ ...stores, db: stores.batchDb }, { signal, ...relayFaults(log) })
  await aborted(signal)
  log.info('service_stopping')
  await server.stop()
  await relay
  log.info('service_stopped')
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
