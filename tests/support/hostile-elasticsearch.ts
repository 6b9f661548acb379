import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { HOSTILE_RESPONSES, type HostileMode, type HostileResponse, responseHead } from './hostile-responses'

export type HostileOptions = {
  /** Elasticsearch that answers in the mode `well`. (Default: TEST_ELASTICSEARCH_URL) */
  upstream?: string | undefined
  /** Key and certificate in PEM; the server then speaks TLS. (Default: plain HTTP) */
  tls?: { key: string; cert: string }
}

/** An Elasticsearch on a local port whose faults can be switched while it runs. It starts in the mode `well`. */
export type HostileElasticsearch = AsyncDisposable & {
  url: string
  /**
   * Switches the mode for the following requests; `only` leaves requests with other paths well. Returns once the port is open, or in
   * the mode `refused` closed.
   */
  become: (mode: HostileMode, only?: RegExp) => Promise<void>
  /** Number of requests that arrived whole. */
  requests: () => number
  /** Number of connections that are open now. */
  connections: () => number
}

type Asked = { method: string; path: string; headers: Record<string, string>; body: Buffer }

const FLOOD = Buffer.alloc(1_000_000, ' ')

/** Starts a hostile Elasticsearch, a raw TCP server on a free port of this machine. */
export async function startHostileElasticsearch({
  upstream = process.env.TEST_ELASTICSEARCH_URL,
  tls,
}: HostileOptions = {}): Promise<HostileElasticsearch> {
  const state = { mode: 'well' as HostileMode, only: /^/, requests: 0 }
  const sockets = new Set<Socket>()
  const onSocket = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    readRequests(socket, (asked) => {
      state.requests++
      return answer(socket, state.only.test(asked.path) ? state.mode : 'well', asked, upstream)
    })
  }
  const open = async (port: number) => {
    const server = tls ? createTlsServer(tls, onSocket) : createServer(onSocket)
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return server
  }
  let server: Awaited<ReturnType<typeof open>> | undefined = await open(0)
  const { port } = server.address() as AddressInfo // safe: it listens on a port
  const close = async () => {
    const closing = server
    server = undefined
    for (const socket of sockets) socket.destroy()
    if (closing) await new Promise((resolve) => closing.close(resolve))
  }
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    async become(mode, only = /^/) {
      Object.assign(state, { mode, only })
      if (mode === 'refused') await close()
      else server ??= await open(port)
    },
    requests: () => state.requests,
    connections: () => sockets.size,
    [Symbol.asyncDispose]: close,
  }
}

/** Calls `onRequest` for each request of a connection, one after the other. */
function readRequests(socket: Socket, onRequest: (asked: Asked) => Promise<void>): void {
  let waiting: Buffer = Buffer.alloc(0)
  let done = Promise.resolve()
  socket.on('data', (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes])
    for (let read = firstRequest(waiting); read; read = firstRequest(waiting)) {
      const { asked, length } = read
      waiting = waiting.subarray(length)
      done = done.then(() => onRequest(asked)).catch(() => void socket.destroy())
    }
  })
}

/** Returns the first request in these bytes and its length, or `undefined` if it is not whole yet. */
function firstRequest(bytes: Buffer): { asked: Asked; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [line = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const [method = '', path = ''] = line.split(' ')
  const headers = Object.fromEntries(
    rest.map((header) => [header.slice(0, header.indexOf(':')).toLowerCase(), header.slice(header.indexOf(':') + 2)]),
  )
  const length = end + 4 + Number(headers['content-length'] ?? 0)
  if (bytes.length < length) return undefined
  return { asked: { method, path, headers, body: bytes.subarray(end + 4, length) }, length }
}

async function answer(socket: Socket, mode: HostileMode, asked: Asked, upstream: string | undefined): Promise<void> {
  if (mode === 'well') return forward(socket, asked, upstream)
  if (mode === 'refused') return void socket.destroy()
  if (mode === 'reset') return void socket.resetAndDestroy()
  return respond(socket, HOSTILE_RESPONSES[mode])
}

async function forward(socket: Socket, { method, path, headers, body }: Asked, upstream?: string): Promise<void> {
  if (!upstream) throw new Error('there is no Elasticsearch to answer')
  const { host, connection, 'content-length': length, ...rest } = headers
  const sent = { method, headers: { ...rest, 'accept-encoding': 'identity' }, redirect: 'manual' as const }
  const response = await fetch(upstream + path, body.length > 0 ? { ...sent, body } : sent)
  const bytes = Buffer.from(await response.arrayBuffer())
  const type = response.headers.get('content-type')
  socket.write(responseHead(response.status, type ? { 'Content-Type': type } : {}, bytes.length))
  socket.write(bytes)
}

async function respond(socket: Socket, { text, after, ends }: HostileResponse): Promise<void> {
  socket.write(text)
  if (ends) socket.end()
  if (after === 'drip') drip(socket)
  if (after === 'flood') await flood(socket)
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write(' '), 1000)
  socket.on('close', () => clearInterval(timer))
}

/** Sends 100 MB, no faster than they are read. */
async function flood(socket: Socket): Promise<void> {
  for (let left = 100; left > 0 && !socket.destroyed; left--)
    if (!socket.write(FLOOD))
      await Promise.race(['drain', 'close'].map((event) => new Promise((resolve) => socket.once(event, resolve))))
}
