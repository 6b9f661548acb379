import { openStores } from '#db/connect'
import { runRelay } from '#db/search/relay'
import type { Config } from '#lib/config'
import { orInterrupted } from '#lib/interrupt'
import { createLog } from '#src/http/log'
import { closeAfter, endingOf } from './ending'
import { guardProcess } from './process-guard'
import { relayFaults } from './relay-faults'
import { waitForStores } from './store-wait'

/**
 * Waits for the stores, then runs the index relay alone until `signal` is aborted, and returns the exit code: 1 after an error that
 * nothing caught, else 0. It ends at most 10 s after the signal, whatever the stores do.
 *
 * @throws {Failure} the codes of `openStores` and `Stores.check` except `store_unreachable`
 */
export async function relay(config: Config, signal: AbortSignal, say: (line: string) => void): Promise<number> {
  const log = createLog(config.logLevel)
  const guard = guardProcess(log)
  const stores = await orInterrupted(signal, () => openStores(config))
  const work = waitForStores(stores, { signal, log }).then(() => {
    say('The relay is running.')
    log.info('relay_started')
    return runRelay(stores, { signal, ...relayFaults(log) })
  })
  try {
    return (await endingOf(work, guard, signal)) === 'fatal' ? 1 : 0
  } finally {
    log.info('relay_stopped', { stores: await closeAfter(work, stores) })
  }
}
