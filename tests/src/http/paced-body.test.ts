import { describe, expect, test } from 'bun:test'
import { Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { Failure } from '#lib/errors'
import { throughGzip } from '#src/http/gzip'
import { createPacedBody, type WriteBody } from '#src/http/paced-body'

const PIECES = Array.from({ length: 16 }, () => crypto.getRandomValues(new Uint8Array(64 * 1024)))
/** Bytes that gzip does not make fewer. */
const MEGABYTE = new Uint8Array(Buffer.concat(PIECES))
const quiet = () => new AbortController().signal

const endOf = (written: Promise<void>) =>
  written.then(
    () => 'whole',
    (error: unknown) => (error instanceof Failure ? error.code : 'another error'),
  )

/** Serves one body on a free port. `end` is how its writing ended. */
function serveBody(write: WriteBody, stallMs: number) {
  const ended = Promise.withResolvers<string>()
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request, own) {
      own.timeout(request, 0)
      const { body, written } = await createPacedBody(write, { stallMs, signal: request.signal })
      void endOf(written).then(ended.resolve)
      return new Response(body)
    },
  })
  return { url: server.url, port: server.port ?? 0, end: ended.promise, [Symbol.dispose]: () => void server.stop(true) }
}

/** Requests the body and reads nothing of it, until `resume`. */
function askWithoutReading(port: number) {
  const socket = new Socket()
  let bytes = Buffer.alloc(0)
  const closed = new Promise<string>((resolve) => {
    socket.on('error', () => {})
    socket.on('close', () => resolve(bytes.toString('latin1')))
  })
  socket.on('data', (piece) => {
    bytes = Buffer.concat([bytes, Buffer.from(piece)]).subarray(-100)
  })
  socket.connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  socket.pause()
  return { resume: () => socket.resume(), closed }
}

const CODINGS: [string, (write: WriteBody) => WriteBody, (bytes: Uint8Array) => Uint8Array][] = [
  ['as it is', (write) => write, (bytes) => bytes],
  ['as gzip', throughGzip, (bytes) => gunzipSync(bytes)],
]

describe.each(CODINGS)('a body that is written %s, as fast as its client reads', (_, coded, decoded) => {
  test('arrives whole', async () => {
    const { body, written } = await createPacedBody(
      coded(async (take) => {
        for (let at = 0; at < 10; at++) await take(MEGABYTE)
      }),
      { stallMs: 10_000, signal: quiet() },
    )
    const bytes = decoded(await new Response(body).bytes())
    expect(Buffer.from(bytes).equals(Buffer.concat(Array(10).fill(MEGABYTE)))).toBe(true)
    expect(await endOf(written)).toBe('whole')
  })

  test('is not written further than the connection holds, and breaks off when its client reads nothing', async () => {
    let taken = 0
    using served = serveBody(
      coded(async (take) => {
        for (; taken < 100; taken++) await take(MEGABYTE)
      }),
      500,
    )
    const client = askWithoutReading(served.port)
    expect(await served.end).toBe('interrupted')
    expect(taken).toBeLessThan(50)
    client.resume()
    // The last chunk of a whole body is empty.
    expect((await client.closed).endsWith('0\r\n\r\n')).toBe(false)
  })

  test('ends when its client goes', async () => {
    using served = serveBody(
      coded(async (take) => {
        for (;;) await take(MEGABYTE)
      }),
      60_000,
    )
    const leaving = new AbortController()
    const response = await fetch(served.url, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect(await served.end).toBe('interrupted')
  })

  test('breaks its connection when the writing fails, so that nobody takes it for a whole one', async () => {
    using served = serveBody(
      coded(async (take) => {
        await take(MEGABYTE)
        throw new Error('broken')
      }),
      60_000,
    )
    const reading = fetch(served.url).then((response) => response.bytes())
    expect(reading).rejects.toThrow()
    expect(await served.end).toBe('another error')
  })

  test('is not begun when the writing fails before its first bytes', () => {
    const away: WriteBody = () => Promise.reject(new Failure('store_unreachable', 'Away.'))
    expect(createPacedBody(coded(away), { stallMs: 1000, signal: quiet() })).rejects.toThrow('Away.')
  })

  test('may be empty', async () => {
    const { body } = await createPacedBody(
      coded(async () => {}),
      { stallMs: 1000, signal: quiet() },
    )
    expect(decoded(await new Response(body).bytes()).length).toBe(0)
  })
})
