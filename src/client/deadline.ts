/** Longest time that timers take, about 24 days. */
const LONGEST_MS = 2 ** 31 - 1

/** Time limit of a request. */
export type Deadline = {
  signal: AbortSignal
  /** Removes the time limit; `signal` still follows the signal of the caller. */
  lift: () => void
  /** Removes the time limit and lets go of the signal of the caller. */
  end: () => void
}

/**
 * Returns a signal that is aborted together with the caller's, and after `timeoutMs` with a `TimeoutError`.
 *
 * `AbortSignal.any` would keep one entry per request in a signal that lives long.
 */
export function startDeadline(caller: AbortSignal | null | undefined, timeoutMs: number): Deadline {
  const controller = new AbortController()
  const follow = () => controller.abort(caller?.reason)
  if (caller?.aborted) follow()
  caller?.addEventListener('abort', follow)
  const timer = setTimeout(
    () => controller.abort(new DOMException('The time is over.', 'TimeoutError')),
    Math.min(timeoutMs, LONGEST_MS),
  )
  const lift = () => clearTimeout(timer)
  return {
    signal: controller.signal,
    lift,
    end() {
      lift()
      caller?.removeEventListener('abort', follow)
    },
  }
}

/** Returns the result of `work`, or fails with the reason of the signal as soon as it is aborted, whatever `work` does. */
export async function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason)
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail)
  })
  return Promise.race([aborted, work()])
}

/** Waits. Resolves early, without an error, once `signal` is aborted. */
export const waitFor = (ms: number, signal: AbortSignal | null | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.min(ms, LONGEST_MS))
    signal?.addEventListener('abort', end)
  })
