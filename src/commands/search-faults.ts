import type { SearchFault } from '#db/search/engine'
import { createRepeats } from '#lib/repeats'
import type { Log } from '#src/http/log'

const MESSAGE =
  'Postgres answers searches instead of Elasticsearch: check that Elasticsearch runs, then look at its log.'

/**
 * Returns a callback that logs why a search is degraded: one warning `search_degraded` per cause and minute, with the number of
 * searches since its last one.
 */
export function searchFaults(log: Pick<Log, 'warn'>, now?: () => number): (fault: SearchFault) => void {
  const repeats = createRepeats<SearchFault>(
    ({ name, status, reason }, count) => log.warn('search_degraded', { name, status, reason, count, message: MESSAGE }),
    { ...(now && { now }) },
  )
  return (fault) => repeats(`${fault.name} ${fault.status} ${fault.reason}`, fault)
}
