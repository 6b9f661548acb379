import { LIMITS } from './limits'
import { createTurns } from './turns'

/** Reason why a body is not read to its end. */
export type UnreadBody = 'too_large' | 'too_slow' | 'too_many' | 'broken_off'

/** Reads bodies. `receiving` returns the number of those that have not arrived yet. */
export type BodyReader = {
  read: (body: ReadableStream<Uint8Array>) => Promise<Uint8Array | UnreadBody>
  receiving: () => number
}

type BodyLimits = Record<'bodyBytes' | 'bodyBytesAtOnce' | 'bodyMs', number>

/** Most bytes of a body that is parsed at once: it takes less than a millisecond. */
const SMALL_BYTES = 16 * 1024

/**
 * Returns a reader of bodies, which are counted while they arrive: each by its bytes and its time, all together by their bytes.
 * A body beyond a limit is given up. A large body is handed over in a turn of the event loop of its own, because parsing it takes
 * some milliseconds. (Default of `limits`: 1 MiB, 10 s, 32 MiB)
 */
export function createBodyReader(limits: BodyLimits = LIMITS): BodyReader {
  const all = { bodies: 0, bytes: 0 }
  const nextTurn = createTurns()
  return {
    receiving: () => all.bodies,
    async read(body) {
      let received = 0
      all.bodies += 1
      try {
        const read = await readWithin(limits, body, (bytes) => {
          received += bytes
          all.bytes += bytes
          if (received > limits.bodyBytes) return 'too_large'
          return all.bytes > limits.bodyBytesAtOnce ? 'too_many' : undefined
        })
        if (received > SMALL_BYTES) await nextTurn()
        return read
      } finally {
        all.bodies -= 1
        all.bytes -= received
      }
    },
  }
}

/** Reads a body until its end, its deadline, or until `count`, which gets the length of each piece, returns a reason to stop. */
async function readWithin(
  { bodyMs }: BodyLimits,
  body: ReadableStream<Uint8Array>,
  count: (bytes: number) => UnreadBody | undefined,
): Promise<Uint8Array | UnreadBody> {
  const reader = body.getReader()
  const deadline = new AbortController()
  // Giving up ends the read that is waiting.
  const giveUp = () => void reader.cancel().catch(() => {})
  deadline.signal.addEventListener('abort', giveUp)
  const timer = setTimeout(() => deadline.abort(), bodyMs)
  try {
    const read = await readAll(reader, count)
    return deadline.signal.aborted ? 'too_slow' : read
  } catch {
    return 'broken_off'
  } finally {
    clearTimeout(timer)
    giveUp()
  }
}

type Pieces = { read: () => Promise<{ done: true } | { done: false; value: Uint8Array }> }

async function readAll(
  pieces: Pieces,
  count: (bytes: number) => UnreadBody | undefined,
): Promise<Uint8Array | UnreadBody> {
  const chunks: Uint8Array[] = []
  for (let next = await pieces.read(); !next.done; next = await pieces.read()) {
    const refused = count(next.value.length)
    if (refused) return refused
    chunks.push(next.value)
  }
  const [only] = chunks
  return only && chunks.length === 1 ? only : Buffer.concat(chunks)
}
