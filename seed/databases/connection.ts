import type { ReservedSQL, SQL } from 'bun'
import type { Clock } from '#seed/contract/clock'
import type { Ask, DatabaseLogin, SqlDialect } from './dialect'
import { databaseFailure } from './faults'
import { STATEMENT_SECONDS, withRetries } from './retry'

/** A database server. It is connected to on the first query, and again after a connection has failed. */
export type Server = AsyncDisposable & { ask: Ask }

/**
 * The server itself ends a statement after STATEMENT_SECONDS; a server that does not respond is given up 30 s later.
 */
const DEADLINE_MS = (STATEMENT_SECONDS + 30) * 1000

type Connection = { pool: SQL; session: ReservedSQL }
type ServerOptions = {
  source: string
  dialect: SqlDialect
  login: DatabaseLogin
  clock: Clock
  connectTimeoutMs: number
  tries?: 1
}

/**
 * Creates a server of a dialect. A query that fails because the server is away is sent again on a new connection, unless
 * `tries` is 1.
 *
 * `ask` throws {Failure} `source_unavailable` or `configuration`.
 */
export function createServer({ source, dialect, login, clock, connectTimeoutMs, tries }: ServerOptions): Server {
  let connection: Connection | undefined
  const drop = async () => {
    const dropped = connection
    connection = undefined
    await dropped?.pool.close({ timeout: 0 }).catch(() => {})
  }
  const ask = async (sql: string, values: readonly unknown[]) => {
    connection ??= await connect(dialect, login, connectTimeoutMs)
    return await withinDeadline(connection.session.unsafe(sql, [...values]))
  }
  const judge = (error: unknown) => {
    const kind = dialect.kindOf(error)
    return {
      retryable: (kind === 'away' || kind === 'locked') && tries !== 1,
      failure: databaseFailure(kind, source, error),
    }
  }
  return {
    ask: (sql, values) => withRetries(clock, () => ask(sql, values).catch(droppingFirst(drop)), judge),
    [Symbol.asyncDispose]: drop,
  }
}

const droppingFirst = (drop: () => Promise<void>) => async (error: unknown) => {
  await drop()
  throw error
}

async function connect(dialect: SqlDialect, login: DatabaseLogin, connectTimeoutMs: number): Promise<Connection> {
  const pool = dialect.connect(login, connectTimeoutMs)
  try {
    // SQLite has one connection and no pool.
    const session = dialect.session === undefined ? (pool as ReservedSQL) : await pool.reserve() // safe: it is only queried, and closed with its pool
    if (dialect.session !== undefined) await withinDeadline(session.unsafe(dialect.session))
    return { pool, session }
  } catch (error) {
    await pool.close({ timeout: 0 }).catch(() => {})
    throw error
  }
}

async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(Object.assign(new Error('no response in time'), { code: 'ETIMEDOUT' })),
    DEADLINE_MS,
  )
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
