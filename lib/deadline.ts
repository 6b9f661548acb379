import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Returns the value of `work`, or `'late'` after `ms` milliseconds. The work itself goes on: an error that it throws later is
 * dropped.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  const timer = new AbortController()
  work.catch(() => {})
  try {
    return await Promise.race([work, sleep(Math.max(0, ms), 'late' as const, { signal: timer.signal })])
  } finally {
    timer.abort()
  }
}
