import type { Stores } from '#db/stores'
import { interrupted } from '#lib/interrupt'

/** The lock that whoever matches holds, loader or curator: one at a time, so that nobody decides by what another is changing. */
export const MATCH_LOCK = 'match'

const RETRY_MS = 50

/** Runs `work` under the match lock; returns `'taken'` when another process keeps it longer than `timeoutMs`. */
export async function tryMatchLock<T>(stores: Stores, timeoutMs: number, work: () => Promise<T>): Promise<T | 'taken'> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    const done = await stores.exclusively(MATCH_LOCK, work)
    if (done !== 'taken' || waitedMs >= timeoutMs) return done
    await Bun.sleep(RETRY_MS)
  }
}

/** Runs `work` under the match lock as soon as it is free. @throws {Failure} `interrupted` when `signal` fires before that */
export async function awaitMatchLock<T>(stores: Stores, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const done = await tryMatchLock(stores, RETRY_MS, work)
    if (done !== 'taken') return done
    if (signal.aborted) throw interrupted()
  }
}
