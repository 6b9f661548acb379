import { connect, type Socket } from 'node:net'

/** End of one request on a raw connection. `cut`: the request was written, but its answer did not arrive whole. */
export type RawEnd = { status: number; ms: number; closes: boolean; head: string } | 'cut' | 'unconnected'

/** Raw connection to a service, which sees exactly what is cut: `fetch` repeats some requests by itself. */
export type RawConnection = Disposable & { request: (head: string, body?: string) => Promise<RawEnd> }

/** Opens a connection; `undefined` if it is refused. */
export async function openRaw(origin: string): Promise<RawConnection | undefined> {
  const { hostname, port } = new URL(origin)
  const socket = await dial(hostname, Number(port))
  if (!socket) return undefined
  return { request: (head, body = '') => requestOn(socket, head, body), [Symbol.dispose]: () => void socket.destroy() }
}

/** Returns the head of a request, with an empty line after it. */
export const requestHead = (method: string, path: string, headers: Record<string, string> = {}): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')

function dial(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
    socket.on('error', () => {})
  })
}

function requestOn(socket: Socket, head: string, body: string): Promise<RawEnd> {
  const started = performance.now()
  return new Promise((resolve) => {
    if (socket.destroyed || socket.readableEnded) return resolve('unconnected')
    let text = ''
    const end = (result: RawEnd) => {
      socket.off('data', onData).off('close', onClose)
      resolve(result)
    }
    const onData = (bytes: Buffer) => {
      text += bytes.toString('latin1')
      if (isWhole(text)) end({ ...readHead(text), ms: performance.now() - started })
    }
    const onClose = () => end('cut')
    socket.on('data', onData).on('close', onClose)
    socket.write(head + body)
  })
}

function readHead(text: string): { status: number; closes: boolean; head: string } {
  const head = text.slice(0, text.indexOf('\r\n\r\n') + 2)
  return { status: Number(head.split(' ', 2)[1]), closes: /\r\nconnection: close\r\n/i.test(head), head }
}

/** True if a response has arrived to its end. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const head = text.slice(0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= end + 4 + Number(length)
}
