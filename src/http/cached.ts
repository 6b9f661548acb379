/**
 * Returns a function that returns the value of `load`, cached for `forMs` milliseconds from the start of loading.
 *
 * Calls within that time share one load, also before it has finished. A load that fails is not cached.
 */
export function cached<T>(forMs: number, load: () => Promise<T>): () => Promise<T> {
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
