import type { RelayOptions } from '#db/search/relay'
import { messageOf } from '#lib/errors'
import { rootCause } from '#lib/root-cause'
import type { Log } from '#src/http/log'

/** Returns callbacks that log why the search index is behind, as warnings. The relay goes on trying by itself. */
export const relayFaults = (log: Log): Pick<RelayOptions, 'onFault' | 'onRefused'> => ({
  onFault: (error) => log.warn('index_behind', { message: messageOf(rootCause(error)) }),
  onRefused: ({ id, reason }) => log.warn('document_refused', { message: `${id}: ${reason}` }),
})
