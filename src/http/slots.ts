/** Runs work as soon as it has a slot; returns `full` if too much other work waits for one. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T | 'full'>

/** Returns slots in which at most `atOnce` works run at a time, and for which at most `waiting` wait, first come first served. */
export function createSlots(atOnce: number, waiting: number): Slots {
  const queue: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return 'full'
      await new Promise<void>((start) => queue.push(start))
    } else running++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
