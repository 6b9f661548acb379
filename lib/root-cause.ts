import { Failure } from './errors'

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
