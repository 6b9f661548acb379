import { Failure, type FailureCode, messageOf } from '#lib/errors'

type Explained = { code: FailureCode; message: string }

/** SQLSTATEs with which a server says that the way in is wrong, not the network. */
const REFUSALS: Record<string, string> = {
  '28P01': 'Postgres refused the password: check the user and password in DATABASE_URL.',
  '28000': 'Postgres refused the user: check the user in DATABASE_URL and the server’s pg_hba.conf.',
  '3D000': 'The database of DATABASE_URL does not exist: create it, or correct its name.',
  '42501': 'Postgres does not let this user do that: grant it the rights of the owner of the tables.',
}

const BROKEN_OFF = /^(?:08|57|ERR_POSTGRES_CONNECTION|CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/
const LONGEST_REASON = 500

/** The failure that says why Postgres could not be opened. */
export function openingFailure(error: unknown): Failure {
  const code = codeOf(error)
  const refusal = refusalOf(code) ?? shortageOf(code)
  if (refusal) return new Failure(refusal.code, refusal.message, { cause: error })
  const message = 'Postgres does not answer: check that it runs and that DATABASE_URL names its host and port.'
  return new Failure('store_unreachable', message, { cause: error })
}

/** The failure that says why an open Postgres stopped working; `undefined` for a failure already told and for a fault of ours. */
export function workingFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return undefined
  const code = codeOf(error)
  const told = refusalOf(code) ?? shortageOf(code) ?? breakOf(code)
  return told && new Failure(told.code, told.message, { cause: error })
}

/** Why work on a store ended, in a few words and without the values a statement was given. */
export const reasonOf = (error: unknown): string =>
  (workingFailure(error)?.message ?? messageOf(rootOf(error))).slice(0, LONGEST_REASON)

function refusalOf(code: string): Explained | undefined {
  const message = REFUSALS[code]
  return message === undefined ? undefined : { code: 'store_refused', message }
}

function shortageOf(code: string): Explained | undefined {
  if (!/^(?:53|58)/.test(code)) return undefined
  const message = `Postgres is short of disk, memory or connections (SQLSTATE ${code}): look at its log, make room, then run the same command again.`
  return { code: 'store_unreachable', message }
}

function breakOf(code: string): Explained | undefined {
  if (!BROKEN_OFF.test(code)) return undefined
  const message =
    'Postgres broke off the connection: check that it runs, then run the same command again to go on where it stopped.'
  return { code: 'store_unreachable', message }
}

/** What the driver threw: drizzle wraps it into an error whose message holds the whole statement and its values. */
function rootOf(error: unknown): unknown {
  let root = error
  while (root instanceof Error && root.cause !== undefined) root = root.cause
  return root
}

/** The SQLSTATE, which Bun calls `errno`, or the code of the driver or system; empty where there is none. */
function codeOf(error: unknown): string {
  const { code, errno } = (rootOf(error) ?? {}) as { code?: unknown; errno?: unknown } // safe: reading optional members off anything thrown
  const named = code === 'ERR_POSTGRES_SERVER_ERROR' ? errno : code
  return typeof named === 'string' ? named : ''
}
