/**
 * Returns a function that calls `load` and caches its value for `forMs` milliseconds.
 *
 * Calls while it loads share one load. A load that fails is not cached.
 */
export function remembered<T>(forMs: number, load: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined
  let until = 0
  return () => {
    if (value && Date.now() < until) return value
    const loading = load().catch((error: unknown) => {
      if (value === loading) value = undefined
      throw error
    })
    value = loading
    until = Date.now() + forMs
    return loading
  }
}
