/** Waits for the next turn of the event loop, so that other work is done before long synchronous work goes on. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Time of work after which other work gets a turn, in milliseconds. */
const TURN_MS = 15

/** Gives the event loop a turn if one is due. */
export type Pause = () => Promise<void>

/**
 * Returns a function to call between pieces of long work: it waits for the next turn of the event loop if 15 ms have passed since it
 * last did, and otherwise returns at once.
 */
export function createPause(): Pause {
  let dueAt = performance.now() + TURN_MS
  return async () => {
    if (performance.now() < dueAt) return
    await nextTurn()
    dueAt = performance.now() + TURN_MS
  }
}

/** Items between two looks at the time. */
const LOOK_EVERY = 20

/** Calls `work` for each item, in order, and gives the event loop a turn between them whenever one is due. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T, at: number) => void,
  pause: Pause = createPause(),
): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (at % LOOK_EVERY === 0) await pause()
    work(item, at)
  }
}
