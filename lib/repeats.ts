const INTERVAL_MS = 60_000

/** A cause that was told: its latest event, how often it came since, and the end of its interval. */
type Told<Event> = { event: Event; again: number; dueAt: number }

/** (Default of `intervalMs`: a minute; of `now`: a monotonic clock) */
export type RepeatOptions = { intervalMs?: number; now?: () => number }

/**
 * Returns a function that tells of an event at once if its cause is new. While a cause stays, it is told once per interval: with its
 * latest event, and the number of its events since it was told last. After an interval without events a cause is new again.
 *
 * A cause must not hold input: each one is a text in memory until its interval is over.
 */
export function createRepeats<Event>(tell: (event: Event, count: number) => void, options: RepeatOptions = {}) {
  const { intervalMs = INTERVAL_MS, now = () => performance.now() } = options
  const causes = new Map<string, Told<Event>>()
  let isWaiting = false
  const sweep = () => {
    const time = now()
    for (const [cause, { event, again, dueAt }] of causes) {
      if (dueAt > time) continue
      causes.delete(cause)
      if (again === 0) continue
      causes.set(cause, { event, again: 0, dueAt: time + intervalMs })
      tell(event, again)
    }
  }
  const sweepLater = () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      sweep()
      if (causes.size > 0) sweepLater()
    }, intervalMs).unref()
  }
  return (cause: string, event: Event): void => {
    sweep()
    const known = causes.get(cause)
    if (known) {
      known.again++
      known.event = event
      return
    }
    causes.set(cause, { event, again: 0, dueAt: now() + intervalMs })
    sweepLater()
    tell(event, 1)
  }
}
