import { type AddressInfo, createServer } from 'node:net'

/** Faults that the server plays. */
export type ServiceFault =
  | 'busy'
  | 'limited'
  | 'patient'
  | 'hung'
  | 'page'
  | 'error-page'
  | 'cut'
  | 'nonsense'
  | 'invalid'
  | 'unready'
  | 'stranger'
  | 'other-data'

/** Server in the place of a service. `url(fault)` is where it plays a fault. */
export type FaultServer = Disposable & {
  url: (fault: ServiceFault) => string
  /** Method and path of each request, in order. */
  asked: string[]
  tokens: (string | null)[]
}

const PAGE = { items: [], next: null, total: { value: 0, exact: true } }

const problem = (status: number, code: string, headers: Record<string, string> = {}, more: object = {}) =>
  new Response(
    JSON.stringify({
      type: `urn:vestimlib:problem:${code}`,
      title: code,
      status,
      code,
      detail: 'As played.',
      requestId: '1',
      ...more,
    }),
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  )

const html = (status: number) =>
  new Response('<html><title>Proxy</title></html>', { status, headers: { 'content-type': 'text/html; charset=utf-8' } })

const invalid = () =>
  problem(422, 'invalid_request', {}, { errors: [{ in: 'query', name: 'limit', expected: 'a whole number' }] })

/** Responses by fault; `asked` is the number of requests to this fault, this one included. */
const PLAYED: Readonly<Record<Exclude<ServiceFault, 'cut'>, (asked: number) => Response | Promise<Response>>> = {
  busy: (asked) => (asked <= 2 ? problem(503, 'overloaded', { 'retry-after': '0' }) : Response.json(PAGE)),
  limited: (asked) => (asked === 1 ? problem(429, 'limited', { 'retry-after': '1' }) : Response.json(PAGE)),
  patient: () => problem(503, 'unavailable', { 'retry-after': '3600' }),
  hung: () => new Promise(() => {}),
  page: () => html(200),
  'error-page': () => html(502),
  nonsense: () => new Response('{"items":', { headers: { 'content-type': 'application/json' } }),
  invalid,
  unready: () => Response.json({ status: 'not_ready' }, { status: 503, headers: { 'x-request-id': '1' } }),
  'other-data': () => Response.json({ hello: 'world' }),
  stranger: () => Response.json({ error: 'not found' }, { status: 404 }),
}

/** Starts the server on free ports. */
export async function startFaultServer(): Promise<FaultServer> {
  const asked: string[] = []
  const tokens: (string | null)[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    fetch(request) {
      const [, fault = '', ...path] = new URL(request.url).pathname.split('/')
      asked.push(`${request.method} /${path.join('/')}`)
      tokens.push(request.headers.get('authorization'))
      const played = PLAYED[fault as Exclude<ServiceFault, 'cut'>] // safe: `url` gives no other path
      return played(asked.length)
    },
  })
  const cutting = await startCutting()
  return {
    url: (fault) => (fault === 'cut' ? cutting.url : `${server.url.origin}/${fault}`),
    asked,
    tokens,
    [Symbol.dispose]() {
      cutting.close()
      void server.stop(true)
    },
  }
}

/** Starts a server that promises 1,000 bytes of JSON, sends a few and closes the connection. */
async function startCutting(): Promise<{ url: string; close: () => void }> {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"items":['
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(head, () => setTimeout(() => socket.destroy(), 50)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // safe: it listens on a port
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
