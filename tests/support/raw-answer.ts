import { connect } from 'node:net'
import { requestHead } from './raw-http'

/** Response as it was sent: `headers` are its lines, `body` its bytes, chunks included. */
export type RawAnswer = { status: number; headers: string[]; body: Buffer }

/** Sends one request on a connection of its own, and returns the response once the service has closed it. `fetch` would decompress it. */
export function rawAnswer(
  origin: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () =>
      socket.write(requestHead(method, path, { ...headers, connection: 'close' })),
    )
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))))
    socket.on('error', reject)
  })
}

function parseAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  return { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(end + 4) }
}
