import { createServer, type Socket } from 'node:net'
import type { Web } from '#seed/input/fetch'

/** Fetch options of tests: only this machine is reachable, waits end at once, timeouts are short. */
export const loopback = (changes: Partial<Web> = {}): Partial<Web> => ({
  reach: { resolve: async () => ['127.0.0.1'], isAllowed: (ip) => ip === '127.0.0.1' },
  sleep: async () => {},
  connectMs: 2_000,
  paceMs: 2_000,
  ...changes,
})

/** Request as the test server receives it: `head` is its lower-case text, `from` the start of the requested range. */
export type Asked = { path: string; head: string; from: number }

/** Starts a server that lets the test write to the socket itself, because no HTTP library can cut off a response in this way. */
export async function serve(answer: (asked: Asked, socket: Socket) => void) {
  const asked: Asked[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (bytes) => {
      const head = bytes.toString().toLowerCase()
      const request = { path: head.split(' ')[1] ?? '', head, from: Number(/range: bytes=(\d+)-/.exec(head)?.[1] ?? 0) }
      asked.push(request)
      answer(request, socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    asked,
    at: (path: string) => `http://files.example:${port}${path}`,
    [Symbol.dispose]: () => void server.close(),
  }
}

/** Returns the head of a response. */
export const headOf = (status: string, headers: Record<string, string | number> = {}): string =>
  `HTTP/1.1 ${status}\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}connection: close\r\n\r\n`
