import type { Stores } from '#db/stores'
import { interrupted } from '#lib/interrupt'

/** Name of the lock under which loads archive and match records and decisions are carried out: one process at a time. */
export const MATCH_LOCK = 'match'

const RETRY_MS = 50

/** Runs `work` under the match lock; returns `'taken'` if another process holds it for longer than `timeoutMs`. */
export async function tryMatchLock<T>(stores: Stores, timeoutMs: number, work: () => Promise<T>): Promise<T | 'taken'> {
  const dueAt = performance.now() + timeoutMs
  for (;;) {
    const done = await stores.exclusively(MATCH_LOCK, work)
    if (done !== 'taken' || performance.now() >= dueAt) return done
    await Bun.sleep(RETRY_MS)
  }
}

/** Runs `work` under the match lock, once it is free. @throws {Failure} `interrupted` if `signal` fires before that */
export async function awaitMatchLock<T>(stores: Stores, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const done = await tryMatchLock(stores, RETRY_MS, work)
    if (done !== 'taken') return done
    if (signal.aborted) throw interrupted()
  }
}
