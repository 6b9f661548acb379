import { isConflict } from './failure'

const TRIES = 3
const LONGEST_PAUSE_MS = 50

/**
 * Runs a statement or transaction, and again when Postgres rolled it back because of others (a deadlock, a serialization failure):
 * three tries in all, each after a random pause. What `work` does outside of the transaction is not undone.
 */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !isConflict(error)) throw error
    }
    await Bun.sleep(Math.random() * LONGEST_PAUSE_MS * tries)
  }
}
