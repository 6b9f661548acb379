/**
 * Creates a check that is true for a key the first time, and then at most once per `intervalMs`. Forgets keys whose interval is over.
 *
 * (Default of `now`: a monotonic clock.)
 */
export function createThrottle(intervalMs: number, now: () => number = () => performance.now()) {
  const dueAt = new Map<string, number>()
  return (key: string): boolean => {
    const time = now()
    for (const [known, due] of dueAt) if (due <= time) dueAt.delete(known)
    if (dueAt.has(key)) return false
    dueAt.set(key, time + intervalMs)
    return true
  }
}
