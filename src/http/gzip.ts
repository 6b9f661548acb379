import { promisify } from 'node:util'
import { createGzip, type Gzip, gzip } from 'node:zlib'
import type { WriteBody } from './paced-body'

const LEVEL = 6
/** Most bytes that are compressed at once, in less than a millisecond. Longer bodies are compressed in another thread. */
const SMALL_BYTES = 16 * 1024
const inThread = promisify(gzip)

/** Returns a body as gzip, level 6. A long body does not block the event loop while it is compressed. */
export const gzipped = (body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> =>
  body.length <= SMALL_BYTES ? Bun.gzipSync(body, { level: LEVEL }) : inThread(body, { level: LEVEL })

/**
 * Returns a writer of the same body as gzip, level 6, compressed in another thread. It holds a few pieces, and waits while they are not
 * taken. The gzip ends only if the body was written whole.
 */
export const throughGzip =
  (write: WriteBody): WriteBody =>
  async (take) => {
    const stream = createGzip({ level: LEVEL })
    const sent = sendPieces(stream, take)
    let stop = (_: unknown) => {}
    // The stream may drop the callback of a write when it is destroyed.
    sent.catch((error: unknown) => stop(error))
    const put = (bytes: Uint8Array) =>
      new Promise<void>((resolve, reject) => {
        stop = reject
        stream.write(bytes, (error) => (error ? reject(error) : resolve()))
      })
    try {
      await write(put)
      stream.end()
      await sent
    } finally {
      stream.destroy()
    }
  }

async function sendPieces(stream: Gzip, take: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for await (const piece of stream as AsyncIterable<Uint8Array>) await take(piece)
}
