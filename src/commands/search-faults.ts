import type { SearchFault } from '#db/search/engine'
import { createThrottle } from '#lib/throttle'
import { logWarning } from '#src/http/log'

const INTERVAL_MS = 60_000
const MESSAGE =
  'Postgres answers searches instead of Elasticsearch: check that Elasticsearch runs, then look at its log.'

type Options = { warn?: typeof logWarning; now?: () => number }

/** Returns a callback that logs why a search is degraded: one line `search_degraded` per cause and minute. */
export function searchFaults({ warn = logWarning, now }: Options = {}): (fault: SearchFault) => void {
  const isDue = createThrottle(INTERVAL_MS, now)
  return ({ name, status, reason }) => {
    if (isDue(`${name} ${status} ${reason}`)) warn('search_degraded', { name, status, reason, message: MESSAGE })
  }
}
