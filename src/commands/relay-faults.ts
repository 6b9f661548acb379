import type { RefusedOperation } from '#db/search/elasticsearch/bulk-answer'
import { toSearchFault } from '#db/search/elasticsearch/failure'
import type { RelayOptions } from '#db/search/relay'
import { Failure } from '#lib/errors'
import { createRepeats } from '#lib/repeats'
import { rootCause } from '#lib/root-cause'
import type { Log, LogFields } from '#src/http/log'

const BEHIND =
  'The search index is behind the catalogue, and the relay tries again by itself: check that Elasticsearch and Postgres run, then look at their logs.'
const REFUSED =
  'Elasticsearch refuses a document, so that search does not know the present state of that game: look at its log, then run bun run seed verify --repair.'

/**
 * Returns callbacks that log why the search index is behind, as warnings: each cause at once and then once a minute, with how often it
 * came. They log codes only, because the reasons of Elasticsearch quote documents. The relay goes on trying by itself.
 */
export function relayFaults(log: Pick<Log, 'warn'>, now?: () => number): Pick<RelayOptions, 'onFault' | 'onRefused'> {
  const options = { ...(now && { now }) }
  const behind = createRepeats<LogFields>(
    (fault, count) => log.warn('index_behind', { ...fault, count, message: BEHIND }),
    options,
  )
  const refused = createRepeats<RefusedOperation>(
    ({ id, status, code }, count) =>
      log.warn('document_refused', { gameId: id, status, reason: code, count, message: REFUSED }),
    options,
  )
  return {
    onFault(error) {
      const fault = describeCause(error)
      behind(JSON.stringify(fault), fault)
    },
    onRefused: (operation) => refused(`${operation.status} ${operation.code}`, operation),
  }
}

/** Returns the code of the failure, if it is one, and the class, status and code of the error that caused it. */
function describeCause(error: unknown): LogFields {
  const root = rootCause(error)
  if (!(root instanceof Failure)) return { ...toSearchFault(root) }
  return { failure: root.code, ...(root.cause !== undefined && toSearchFault(root.cause)) }
}
