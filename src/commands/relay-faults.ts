import type { RelayOptions } from '#db/search/relay'
import { messageOf } from '#lib/errors'
import { rootCause } from '#lib/root-cause'
import { createThrottle } from '#lib/throttle'
import type { Log } from '#src/http/log'

const INTERVAL_MS = 60_000

/**
 * Returns callbacks that log why the search index is behind, as warnings, each cause at most once a minute. The relay goes on
 * trying by itself.
 */
export function relayFaults(log: Pick<Log, 'warn'>, now?: () => number): Pick<RelayOptions, 'onFault' | 'onRefused'> {
  const isDue = createThrottle(INTERVAL_MS, now)
  return {
    onFault(error) {
      const message = messageOf(rootCause(error))
      if (isDue(message)) log.warn('index_behind', { message })
    },
    onRefused: ({ id, reason }) => log.warn('document_refused', { message: `${id}: ${reason}` }),
  }
}
