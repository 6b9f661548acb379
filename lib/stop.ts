const SAME_STOP_MS = 250

/** The stop of a process: `request` is called for each of its signals. */
export type Stop = { signal: AbortSignal; request: () => void }

/**
 * Returns a stop whose first request aborts `signal`, so that work can end in order, and whose next one calls `force`. So does the
 * time, `longestMs` after the first request: work may wait for a store that never answers. (Default: never)
 *
 * Requests within 250 ms of the first are the same one: Ctrl-C reaches a child process from the terminal, and again from its
 * parent. (Default of `now`: a monotonic clock.)
 */
export function createStop(
  force: () => void,
  { longestMs, now = () => performance.now() }: { longestMs?: number; now?: () => number } = {},
): Stop {
  const controller = new AbortController()
  let requestedAt: number | undefined
  return {
    signal: controller.signal,
    request() {
      if (requestedAt === undefined) {
        requestedAt = now()
        controller.abort()
        if (longestMs !== undefined) setTimeout(force, longestMs).unref()
      } else if (now() - requestedAt > SAME_STOP_MS) force()
    },
  }
}
