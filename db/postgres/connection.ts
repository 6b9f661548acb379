import { Socket } from 'node:net'
import postgres from 'postgres'
import { type Deadlines, sessionSettings } from './deadlines'

const KEEP_ALIVE_MS = 60_000

/** Readers and writers of the types of Postgres. drizzle changes those of the client it is given. */
export type TypeMappings = Pick<postgres.Sql['options'], 'parsers' | 'serializers'>

/** One connection to Postgres. It opens when it is first used, and again when the server has closed it while it was idle. */
export type Connection = {
  readonly client: postgres.Sql
  /** Ends at once: statements without an answer fail, and the socket is closed. */
  destroy: () => void
  /** Waits for answers and for the server to say goodbye, at most `timeoutMs`, then destroys. */
  end: (timeoutMs: number) => Promise<void>
}

/** Creates connections to one server, without opening them. All of them use `types`. */
export type Connector = { create: () => Connection; types: TypeMappings }

/** Creates a connector to the server of a URL. */
export function createConnector(url: string, deadlines: Deadlines): Connector {
  const { options } = postgres(url, {
    max: 1,
    backoff: () => 0,
    connect_timeout: deadlines.connectMs / 1000,
    onnotice: () => {},
    connection: sessionSettings(deadlines),
  })
  return { create: () => createConnection(options), types: options }
}

/** postgres.js ends a connection by asking the server, which a frozen one never answers, so the socket is ours to close. */
function createConnection(options: postgres.Sql['options']): Connection {
  let socket: Socket | undefined
  const openOwn = (target: Target) => {
    socket = openSocket(target)
    return socket
  }
  // safe: postgres.js takes the options of another client as they are, and so shares them; its types lack that, and `socket`
  const client = postgres({ ...options, socket: openOwn } as unknown as postgres.Options<never>) as postgres.Sql
  const end = async (timeoutMs: number) => {
    await client.end({ timeout: timeoutMs / 1000 }).catch(() => {})
    socket?.destroy()
  }
  return { client, end, destroy: () => void end(0) }
}

/** The options of postgres.js that say where the server is. */
type Target = { host: readonly string[]; port: readonly number[]; path: string | boolean }

/** Opens a socket as postgres.js does. It is returned while connecting: what is written to it waits. */
function openSocket({ host: [host = ''], port: [port = 0], path }: Target): Socket {
  const socket = new Socket()
  if (typeof path === 'string') return socket.connect(path)
  socket.once('connect', () => socket.setKeepAlive(true, KEEP_ALIVE_MS))
  // postgres.js reads both from the socket: for the name of a certificate, and for its messages.
  return Object.assign(socket.connect(port, host), { host, port })
}
