import { Failure, type FailureCode, messageOf } from '#lib/errors'
import { errorCode, isUnavailable, rootCause } from '#lib/unavailable'

type Explained = { code: FailureCode; message: string }

/** Messages by SQLSTATE for errors of configuration: a later try fails in the same way. */
const REFUSALS: Record<string, string> = {
  '28P01': 'Postgres refused the password: check the user and password in DATABASE_URL.',
  '28000': 'Postgres refused the user: check the user in DATABASE_URL and the server’s pg_hba.conf.',
  '3D000': 'The database of DATABASE_URL does not exist: create it, or correct its name.',
  '42501': 'Postgres does not allow this user to do that: grant it the rights of the owner of the tables.',
}

const MAX_REASON_CHARACTERS = 500

/** Returns the failure to throw when Postgres cannot be opened: `store_refused` or `store_unreachable`, which is the default. */
export function openingFailure(error: unknown): Failure {
  const code = errorCode(error)
  const explained = explainRefusal(code) ?? explainShortage(code)
  if (explained) return new Failure(explained.code, explained.message, { cause: error })
  const message = 'Postgres does not answer: check that it runs and that DATABASE_URL names its host and port.'
  return new Failure('store_unreachable', message, { cause: error })
}

/**
 * Returns the failure to throw when a statement fails because Postgres is away or refuses it; `undefined` for a `Failure`,
 * which explains itself, and for every other error, which is a bug.
 */
export function workingFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return undefined
  const code = errorCode(error)
  const explained = explainRefusal(code) ?? explainShortage(code) ?? explainLoss(error)
  return explained && new Failure(explained.code, explained.message, { cause: error })
}

/** Returns the reason of an error in at most 500 characters, without the parameters of its statement. */
export const reasonOf = (error: unknown): string =>
  (workingFailure(error)?.message ?? messageOf(rootCause(error))).slice(0, MAX_REASON_CHARACTERS)

function explainRefusal(code: string): Explained | undefined {
  const message = REFUSALS[code]
  return message === undefined ? undefined : { code: 'store_refused', message }
}

function explainShortage(code: string): Explained | undefined {
  if (!/^(?:53|58)/.test(code)) return undefined
  const message = `Postgres is short of disk, memory or connections (SQLSTATE ${code}): look at its log, free what is short, then run the same command again.`
  return { code: 'store_unreachable', message }
}

function explainLoss(error: unknown): Explained | undefined {
  if (!isUnavailable(error)) return undefined
  const message =
    'The connection to Postgres was lost: check that Postgres runs, then run the same command again; it goes on where it stopped.'
  return { code: 'store_unreachable', message }
}
