import { Failure, messageOf } from '#lib/errors'
import { errorCode, rootCause } from '#lib/root-cause'
import { ERROR_KINDS, type ErrorKind } from './sql-states'

const MAX_REASON_CHARACTERS = 500

/** Returns the failure to throw when Postgres cannot be opened: `store_refused` or `store_unreachable`, which is the default. */
export function openingFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (isRefusedSetting(error)) return explained(REFUSED_SETTING, error)
  const kind = kindOf(error)
  if (kind && !(kind.isLoss && errorCode(error) !== '57P03')) return explained(kind, error)
  const message = 'Postgres does not answer: check that it runs and that DATABASE_URL names its host and port.'
  return new Failure('store_unreachable', message, { cause: error })
}

/** PgBouncer has one code for all its faults; only this one lasts until its configuration is changed. */
const isRefusedSetting = (error: unknown): boolean =>
  errorCode(error) === '08P01' && messageOf(rootCause(error)).startsWith('unsupported startup parameter')

const REFUSED_SETTING: Omit<ErrorKind, 'begins'> = {
  code: 'store_refused',
  fault: 'A pooler before Postgres refused the settings of a session',
  advice:
    'connect to Postgres itself, or have the pooler let jit, statement_timeout, lock_timeout and transaction_timeout pass (docs/operations.md).',
}

/**
 * Returns the failure to throw when a statement fails because Postgres is away or refuses it; `undefined` for a `Failure`,
 * which explains itself, and for every other error, which is a bug.
 */
export function workingFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return undefined
  const kind = kindOf(error)
  return kind && explained(kind, error)
}

/** Throws the failure of a statement that Postgres refuses or does not answer; every other error as it is. @throws {Failure} as `workingFailure` */
export function explainStore(error: unknown): never {
  throw workingFailure(error) ?? error
}

/** Returns the reason of an error in at most 500 characters, without the parameters of its statement. */
export const reasonOf = (error: unknown): string =>
  (workingFailure(error)?.message ?? messageOf(rootCause(error))).slice(0, MAX_REASON_CHARACTERS)

/** True if an error means that the connection is gone. */
export const isConnectionLoss = (error: unknown): boolean => kindOf(error)?.isLoss ?? false

/** True for a deadlock or a serialization failure: Postgres ended the work of one so that the other could go on. */
export const isConflict = (error: unknown): boolean => kindOf(error)?.isConflict ?? false

/** True if a lock of another session was waited for too long. */
export const isLockTimeout = (error: unknown): boolean => kindOf(error)?.isLockWait ?? false

/** Returns the failure for a statement that gets no answer by its deadline. */
export const unanswered = (): Failure =>
  new Failure(
    'store_unreachable',
    'Postgres did not answer in time: check that it runs and is not overloaded, then run the same command again.',
  )

/** Returns the failure for a statement that gets no connection by its deadline, because others use all of them. */
export const allBusy = (): Failure =>
  new Failure(
    'store_unreachable',
    'All connections to Postgres were in use for too long: look for slow statements and held locks in pg_stat_activity.',
  )

function kindOf(error: unknown): ErrorKind | undefined {
  const code = errorCode(error)
  return code === ''
    ? undefined
    : ERROR_KINDS.find(({ begins }) => begins.some((beginning) => code.startsWith(beginning)))
}

/** Returns the failure of a kind; its message has the SQLSTATE, if there is one, as the log of Postgres may. */
function explained({ code, fault, advice }: Omit<ErrorKind, 'begins'>, cause: unknown): Failure {
  const state = errorCode(cause)
  const which = /^[0-9A-Z]{5}$/.test(state) ? ` (SQLSTATE ${state})` : ''
  return new Failure(code, `${fault}${which}: ${advice}`, { cause })
}
