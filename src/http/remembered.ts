/**
 * A value that is loaded when it is first asked for and again once it is older than `forMs`.
 *
 * Callers who ask while it loads share one load; a load that fails is not remembered.
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
