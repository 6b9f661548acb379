import { connect } from '#db/connect'
import { runRelay } from '#db/search/relay'
import type { Config } from '#lib/config'
import { createLog } from '#src/http/log'
import { relayFaults } from './relay-faults'

/** Runs the index relay alone until `signal` is aborted. */
export async function relay(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const log = createLog(config.logLevel)
  await using stores = await connect(config)
  say('The relay is running.')
  log.info('relay_started')
  await runRelay(stores, { signal, ...relayFaults(log) })
  log.info('relay_stopped')
}
