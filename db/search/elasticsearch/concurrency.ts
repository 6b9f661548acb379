const STREAK = 4

/** How many requests may run at once: fewer at every sign of overload, one more after a few that went well. */
export type Concurrency = {
  /** Starts `task` as soon as there is room for it; rejects where an earlier task has failed. */
  start: (task: () => Promise<void>) => Promise<void>
  wentWell: () => void
  overloaded: () => void
  /** Resolves when everything started has ended, and rejects where anything failed. */
  ended: () => Promise<void>
}

/** A pace that begins with two requests at once and never exceeds `most`. */
export function createConcurrency(most: number): Concurrency {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  let limit = Math.min(2, most)
  let streak = 0

  const raise = () => {
    if (failures.length > 0) throw failures[0]
  }
  return {
    async start(task) {
      while (running.size >= limit) await Promise.race(running)
      raise()
      const run: Promise<void> = task()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(run))
      running.add(run)
    },
    wentWell() {
      streak++
      if (streak < STREAK || limit >= most) return
      limit++
      streak = 0
    },
    overloaded() {
      limit = Math.max(1, Math.floor(limit / 2))
      streak = 0
    },
    async ended() {
      await Promise.all(running)
      raise()
    },
  }
}
