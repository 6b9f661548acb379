const SAME_STOP_MS = 250

/** The stop of a process: `request` is called for each of its signals. */
export type Stop = { signal: AbortSignal; request: () => void }

/**
 * Returns a stop whose first request aborts `signal`, so that work can end in order, and whose next one calls `force`.
 *
 * Requests within 250 ms of the first are the same one: Ctrl-C reaches a child process from the terminal, and again from its
 * parent. (Default of `now`: a monotonic clock.)
 */
export function createStop(force: () => void, now: () => number = () => performance.now()): Stop {
  const controller = new AbortController()
  let requestedAt: number | undefined
  return {
    signal: controller.signal,
    request() {
      if (requestedAt === undefined) {
        requestedAt = now()
        controller.abort()
      } else if (now() - requestedAt > SAME_STOP_MS) force()
    },
  }
}
