import { connect } from '#db/connect'
import { runRelay } from '#db/search/relay'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Config } from '#lib/config'
import { createApp } from '#src/app'
import { listen } from '#src/http/listen'
import { relayFaults } from './relay-faults'
import { searchFaults } from './search-faults'
import { signingSecret } from './secret'

/**
 * Serves the catalogue until the process is told to stop, with the index relay beside it.
 *
 * @throws {Failure} what opening the stores throws, and `port_in_use`
 */
export async function start(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const jwtSecret = signingSecret(config)
  await using stores = await connect(config, { onDegraded: searchFaults() })
  await upsertVocabulary(stores.db)
  const app = createApp({ stores, config: { ...config, jwtSecret } })
  const server = listen(app, config)
  say(`VestimLib serves ${stores.mode === 'embedded' ? 'the embedded catalogue' : 'the catalogue'} at ${server.url}`)
  const relay = runRelay(stores, { signal, ...relayFaults() })
  await stopped(signal)
  await server.stop()
  await relay
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
