import { Failure } from './errors'
import type { Stream } from './iterate'

/** Returns the failure that a command which writes ends with after a stop signal. */
export const interrupted = (): Failure =>
  new Failure('interrupted', 'Interrupted. Completed work is kept: run the same command again to continue.')

/** Time in which work that heeds a stop signal can leave things in order before it is abandoned, in ms. */
export const STOP_GRACE_MS = 500

/**
 * Runs `work` and returns its result. As soon as `signal` is aborted it fails without waiting for `work`, which may never
 * settle, or waits up to `graceMs` for it to end by itself. (Default: 0)
 *
 * @throws {Failure} `interrupted` if `signal` is aborted before or meanwhile.
 */
export async function orInterrupted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  { graceMs = 0 }: { graceMs?: number } = {},
): Promise<T> {
  if (signal.aborted) throw interrupted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  let timer: Timer | undefined
  const onAbort = () => {
    timer = setTimeout(() => reject(interrupted()), graceMs)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(), aborted])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

/** Yields the values of a stream and ends, without an error, as soon as `signal` is aborted. */
export async function* untilStopped<T>(values: Stream<T>, signal: AbortSignal): Stream<T> {
  const iterator = values[Symbol.asyncIterator]()
  try {
    while (!signal.aborted) {
      const next = await orInterrupted(signal, () => iterator.next()).catch((error: unknown) => doneIf(signal, error))
      if (next.done) return
      yield next.value
    }
  } finally {
    // Not after a stop: `return()` of an async generator waits for its pending `next()`, which may never settle.
    if (!signal.aborted) await iterator.return?.()
  }
}

/** Ends the iteration if `signal` is aborted. @throws `error` otherwise. */
function doneIf(signal: AbortSignal, error: unknown): IteratorReturnResult<undefined> {
  if (!signal.aborted) throw error
  return { done: true, value: undefined }
}
