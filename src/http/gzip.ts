import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const LEVEL = 6
/** Most bytes that are compressed at once, in less than a millisecond. Longer bodies are compressed in another thread. */
const SMALL_BYTES = 16 * 1024
const inThread = promisify(gzip)

/** Returns a body as gzip, level 6. A long body does not block the event loop while it is compressed. */
export const gzipped = (body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> =>
  body.length <= SMALL_BYTES ? Bun.gzipSync(body, { level: LEVEL }) : inThread(body, { level: LEVEL })
