import type { Clock } from '#seed/source'

/**
 * A gate that lets one caller through per `spacingMs`, in the order they came: await it before each request.
 *
 * No wait is longer than the spacing, whatever happens to the wall clock in between.
 */
export function createSpacing(clock: Clock, spacingMs: number): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY
  let queue: Promise<void> = Promise.resolve()
  const turn = async () => {
    const waitMs = Math.min(spacingMs, last + spacingMs - clock.now())
    if (waitMs > 0) await clock.sleep(waitMs)
    last = clock.now()
  }
  return () => {
    queue = queue.then(turn, turn)
    return queue
  }
}
