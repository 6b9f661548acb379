/** Circuit breaker: stops calls to a store that failed several times in a row, so that requests do not wait for it. */
export type Breaker = {
  /** True if the store may be called now. While the breaker is open, true once per `openMs` (the trial call). */
  allows: () => boolean
  /** True if the next call is refused. */
  isOpen: () => boolean
  succeeded: () => void
  failed: () => void
}

export type BreakerOptions = { failures: number; openMs: number; now?: () => number }

/**
 * Creates a breaker that opens after `failures` failures in a row. After each `openMs` it allows one call: a success closes it.
 *
 * @see https://martinfowler.com/bliki/CircuitBreaker.html
 */
export function createBreaker({ failures, openMs, now = Date.now }: BreakerOptions): Breaker {
  let inARow = 0
  let openUntil = 0
  return {
    allows() {
      if (inARow < failures) return true
      if (now() < openUntil) return false
      // This caller makes the trial call. All others are refused until it succeeds or another `openMs` has passed.
      openUntil = now() + openMs
      return true
    },
    isOpen: () => inARow >= failures && now() < openUntil,
    succeeded() {
      inARow = 0
    },
    failed() {
      inARow++
      if (inARow >= failures) openUntil = now() + openMs
    },
  }
}
