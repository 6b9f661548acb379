const FRESH_MS = 30_000
/** Most rows of all values together; 1,000 take about a third of a megabyte. */
const MOST_ROWS = 50_000
const MOST_VALUES = 500

type Remembered<T> = { value: Promise<T>; until: number; rows: number }

/** Returns the value of a key, which `make` makes unless it is remembered. */
export type Memory<T> = (key: string, make: () => Promise<T>) => Promise<T>

/**
 * Returns a memory that keeps values of at most 50,000 rows together for 30 s, and forgets the oldest first. Callers that ask while a
 * value is being made share it. A value that fails, or has no rows, is not kept.
 */
export function createMemory<T>(rowsOf: (value: T) => number): Memory<T> {
  const values = new Map<string, Remembered<T>>()
  return (key, make) => {
    const known = values.get(key)
    if (known && Date.now() < known.until) return known.value
    const entry: Remembered<T> = { value: make(), until: Date.now() + FRESH_MS, rows: 0 }
    values.delete(key)
    values.set(key, entry)
    void entry.value.then(
      (value) => {
        entry.rows = rowsOf(value)
        if (entry.rows === 0 && values.get(key) === entry) values.delete(key)
        shrink(values)
      },
      () => values.get(key) === entry && values.delete(key),
    )
    return entry.value
  }
}

function shrink<T>(values: Map<string, Remembered<T>>): void {
  let rows = 0
  for (const entry of values.values()) rows += entry.rows
  for (const [key, entry] of values) {
    if (rows <= MOST_ROWS && values.size <= MOST_VALUES) return
    values.delete(key)
    rows -= entry.rows
  }
}
