import { isConnectionLoss } from '#db/postgres/failure'
import { Failure } from '#lib/errors'
import { rootCause } from '#lib/root-cause'

/**
 * A call of a store that has ended. `refused`: the store answered with an error. `unavailable`: it did not answer in time, or the
 * connection broke.
 */
export type StoreCall = {
  store: 'postgres' | 'elasticsearch'
  outcome: 'ok' | 'refused' | 'unavailable'
  ms: number
}

/** Told of each call of a store. */
export type WatchCalls = (call: StoreCall) => void

/** Watches nothing. */
export const unwatched: WatchCalls = () => {}

/** Returns the function that tells of a call of Postgres which begins now, once it has ended: with its error, if it has failed. */
export function beginCall(watch: WatchCalls): (error?: unknown) => void {
  const began = performance.now()
  return (error) => watch({ store: 'postgres', outcome: outcomeOf(error), ms: performance.now() - began })
}

function outcomeOf(error: unknown): StoreCall['outcome'] {
  if (error === undefined) return 'ok'
  const root = rootCause(error)
  if (root instanceof Failure) return root.code === 'store_unreachable' ? 'unavailable' : 'refused'
  return isConnectionLoss(root) ? 'unavailable' : 'refused'
}
