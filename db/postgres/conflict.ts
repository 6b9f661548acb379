import { isConflict, isLockTimeout } from './failure'

const TRIES = 3
const LONGEST_PAUSE_MS = 50
/** After a lock timeout no try begins later than this after the first: a request would wait for all of them. */
const LAST_TRY_MS = 1_000

/**
 * Runs a transaction, and again when Postgres ended it because of others: three tries in all, with random pauses. What `work` does
 * outside of the transaction is not undone.
 *
 * A lock timeout of less than a second counts too: that of a request ends before Postgres looks for deadlocks, after a second.
 */
export const retryConflicts = <T>(work: () => Promise<T>): Promise<T> =>
  retryWhile(work, (error, passedMs) => isConflict(error) || (isLockTimeout(error) && passedMs < LAST_TRY_MS))

/** Runs a single statement, and again after a deadlock or a serialization failure: three tries in all, with random pauses. */
export const retryDeadlocks = <T>(work: () => Promise<T>): Promise<T> => retryWhile(work, isConflict)

async function retryWhile<T>(
  work: () => Promise<T>,
  isRepeatable: (error: unknown, passedMs: number) => boolean,
): Promise<T> {
  const started = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !isRepeatable(error, performance.now() - started)) throw error
    }
    await Bun.sleep(Math.random() * LONGEST_PAUSE_MS * tries)
  }
}
