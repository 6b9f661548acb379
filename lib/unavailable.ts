import { Failure } from './errors'

/**
 * Beginnings of the error codes of a store that cannot be reached or cannot work at the moment, so that a later try may succeed.
 *
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html for the SQLSTATE classes (the first two characters)
 */
const UNAVAILABLE = [
  '08', // SQLSTATE: connection exception
  '53', // SQLSTATE: out of disk, memory or connections
  '57', // SQLSTATE: stopped by an operator, such as a shutdown, a crash or a cancelled statement
  '58', // SQLSTATE: error of the system below Postgres, such as disk I/O
  'CONNECT', // postgres.js: CONNECTION_CLOSED, CONNECTION_ENDED, CONNECTION_DESTROYED, CONNECT_TIMEOUT
  'ERR_POSTGRES_CONNECTION', // Bun's SQL: connection closed, failed or timed out
  'ECONN', // system: connection refused, reset or aborted
  'EPIPE', // system: the other side closed the connection before a write
  'ETIMEDOUT', // system: no reply in time
  'ENOTFOUND', // DNS: the host name has no address
  'EAI_', // DNS: the resolver does not answer (EAI_AGAIN) or fails
  'EHOST', // system: no route to the host, or the host is down
  'ENET', // system: the network is down or unreachable
]

/** True if an error, or the error it wraps, means that a store cannot be reached or cannot work at the moment. */
export function isUnavailable(error: unknown): boolean {
  const code = errorCode(error)
  return UNAVAILABLE.some((beginning) => code.startsWith(beginning))
}

/**
 * Returns the innermost cause of an error, or the outermost `Failure` on the way there: its message is fit to be shown.
 *
 * drizzle wraps the error of the driver in one whose message contains the statement and its values.
 */
export function rootCause(error: unknown): unknown {
  let root = error
  while (root instanceof Error && root.cause !== undefined && !(root instanceof Failure)) root = root.cause
  return root
}

/** Returns the code of the root cause: its SQLSTATE (`errno` in Bun's SQL), else the code of driver or system, else ''. */
export function errorCode(error: unknown): string {
  const { code, errno } = (rootCause(error) ?? {}) as { code?: unknown; errno?: unknown } // safe: reading optional members off anything thrown
  const known = code === 'ERR_POSTGRES_SERVER_ERROR' ? errno : code
  return typeof known === 'string' ? known : ''
}
