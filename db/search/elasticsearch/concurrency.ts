const SUCCESSES_TO_RAISE = 4

/** Limit on the requests that run at once: halved at every sign of overload, one more after four successes in a row. */
export type Concurrency = {
  /** Starts `task` once the limit allows it, without waiting for its end. @throws the error of an earlier task that failed */
  start: (task: () => Promise<void>) => Promise<void>
  succeeded: () => void
  overloaded: () => void
  /** Waits for every started task. @throws the error of the first task that failed */
  settled: () => Promise<void>
}

/** Creates a limit that begins at two requests at once, never exceeds `max` and never falls below one. */
export function createConcurrency(max: number): Concurrency {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  let limit = Math.min(2, max)
  let successes = 0

  const throwFirstFailure = () => {
    if (failures.length > 0) throw failures[0]
  }
  return {
    async start(task) {
      while (running.size >= limit) await Promise.race(running)
      throwFirstFailure()
      const run: Promise<void> = task()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(run))
      running.add(run)
    },
    succeeded() {
      successes++
      if (successes < SUCCESSES_TO_RAISE || limit >= max) return
      limit++
      successes = 0
    },
    overloaded() {
      limit = Math.max(1, Math.floor(limit / 2))
      successes = 0
    },
    async settled() {
      await Promise.all(running)
      throwFirstFailure()
    },
  }
}
