import { Failure } from './errors'
import type { Stream } from './iterate'

/** What a command that writes ends with when it is told to stop. */
export const interrupted = (): Failure =>
  new Failure('interrupted', 'Interrupted. What was done is kept: run the same command again to go on with the rest.')

/** What `work` answers, or `interrupted` as soon as `stop` fires: what will never come is not waited for. */
export async function orInterrupted<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (stop.aborted) throw interrupted()
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const onStop = () => reject(interrupted())
  stop.addEventListener('abort', onStop, { once: true })
  try {
    return await Promise.race([work(), stopped])
  } finally {
    stop.removeEventListener('abort', onStop)
  }
}

/** The same values, ending as soon as `stop` fires. */
export async function* untilStopped<T>(values: Stream<T>, stop: AbortSignal): Stream<T> {
  const iterator = values[Symbol.asyncIterator]()
  try {
    while (!stop.aborted) {
      const next = await orInterrupted(stop, () => iterator.next()).catch((error: unknown) => ended(stop, error))
      if (next.done) return
      yield next.value
    }
  } finally {
    // One that waits for its source would let us wait with it.
    if (!stop.aborted) await iterator.return?.()
  }
}

function ended(stop: AbortSignal, error: unknown): IteratorReturnResult<undefined> {
  if (!stop.aborted) throw error
  return { done: true, value: undefined }
}
