/** Remembers failures so that nobody waits for a store that has just failed several times. */
export type Breaker = {
  /** False while it is no use to ask. */
  allows: () => boolean
  succeeded: () => void
  failed: () => void
}

export type BreakerOptions = { failures: number; restMs: number; now?: () => number }

/** A breaker that opens after so many failures in a row and lets one try through after each rest. */
export function createBreaker({ failures, restMs, now = Date.now }: BreakerOptions): Breaker {
  let inARow = 0
  let restUntil = 0
  return {
    allows() {
      if (inARow < failures) return true
      if (now() < restUntil) return false
      // The one that asks now is the try; everybody else waits for how it ends, or for the next rest to be over.
      restUntil = now() + restMs
      return true
    },
    succeeded() {
      inARow = 0
    },
    failed() {
      inARow++
      if (inARow >= failures) restUntil = now() + restMs
    },
  }
}
