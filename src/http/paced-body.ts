import { Failure } from '#lib/errors'
import { createPipe, type Pipe } from './pipe'

/** Writes a body: `take` resolves when the client has taken the bytes, and rejects once there is no use in going on. */
export type WriteBody = (take: Pipe['put']) => Promise<unknown>

export type PacedOptions = {
  /** Longest wait in ms for the client to read more. */
  stallMs: number
  /** Aborted when the client has gone. */
  signal: AbortSignal
}

/** A body, and a promise of its end, which rejects if it was not written whole. */
export type PacedBody = { body: ReadableStream<Uint8Array>; written: Promise<void> }

type Controller = ReadableStreamDefaultController<Uint8Array>

/**
 * Returns a body that is written as fast as the client reads, once its first bytes are there. It ends with an error, which breaks
 * the connection, if the writing fails or the client reads nothing for `stallMs`; the writing fails with {Failure} `interrupted` then.
 *
 * @throws what `write` throws before its first bytes
 */
export async function createPacedBody(write: WriteBody, { stallMs, signal }: PacedOptions): Promise<PacedBody> {
  let controller: Controller | undefined
  const pipe = createPipe({ stallMs, onClose: (error) => controller?.error(error) })
  const leave = () => pipe.close(new Failure('interrupted', 'The client has gone before the end of the response.'))
  signal.addEventListener('abort', leave)
  const written = writeInto(pipe, write).finally(() => signal.removeEventListener('abort', leave))
  const start = (own: Controller) => {
    controller = own
  }
  await Promise.race([pipe.filled, written])
  const body = new ReadableStream<Uint8Array>(
    { start, pull: (own) => pull(pipe, own), cancel: leave },
    { highWaterMark: 0 },
  )
  return { body, written }
}

async function writeInto(pipe: Pipe, write: WriteBody): Promise<void> {
  try {
    await write(pipe.put)
    pipe.end()
  } catch (error) {
    pipe.close(error)
    throw error
  }
}

async function pull(pipe: Pipe, controller: Controller): Promise<void> {
  try {
    const piece = await pipe.get()
    if (piece) controller.enqueue(piece)
    else controller.close()
  } catch (error) {
    controller.error(error)
  }
}
