import { Failure, type FailureCode, messageOf } from '#lib/errors'
import { STATEMENT_SECONDS } from './retry'

type FaultText = { code: FailureCode; says: (source: string, error: unknown) => string }

/**
 * Kinds of faults of a database, with failure code and message. `away`: no connection, or it broke; `file`, `locked`, `encrypted` and
 * `damaged`: only of SQLite; `refused`: any error that
 * is none of the other kinds.
 */
const FAULTS = {
  away: {
    code: 'source_unavailable',
    says: (source) =>
      `The database of ${source} does not answer, or broke the connection: check that it runs and that "from" names its host and port, then run the same command again; it goes on where it stopped.`,
  },
  password: {
    code: 'configuration',
    says: (source) => `The database of ${source} refused the user or the password: check "from" and "passwordFile".`,
  },
  database: {
    code: 'configuration',
    says: (source) => `The server of ${source} has no such database: check the name at the end of "from".`,
  },
  query: {
    code: 'configuration',
    says: (source, error) =>
      `The database of ${source} refused the query: ${oneLineMessageOf(error)}. Correct "query" or "key".`,
  },
  forbidden: {
    code: 'configuration',
    says: (source) =>
      `The database of ${source} does not let this user read the tables of the query: grant the user select on them.`,
  },
  writes: {
    code: 'configuration',
    says: (source) => `The query of ${source} would change its database, which is opened read only: use a select.`,
  },
  slow: {
    code: 'source_unavailable',
    says: (source) =>
      `The database of ${source} needed more than ${STATEMENT_SECONDS / 60} minutes for one page: create an index on the key, or simplify the query.`,
  },
  file: {
    code: 'configuration',
    says: (source) =>
      `"from" of ${source} is not a readable SQLite database: check the path; a relative path starts in the folder of the configuration file.`,
  },
  locked: {
    code: 'source_unavailable',
    says: (source) =>
      `The SQLite file of ${source} is locked by another program: close that program or read a copy of the file, then run the same command again.`,
  },
  encrypted: {
    code: 'source_unreadable',
    says: (source) =>
      `The file of ${source} is not a SQLite database, or it is encrypted: write it without encryption, or export the table as CSV.`,
  },
  damaged: {
    code: 'source_unreadable',
    says: (source) =>
      `The SQLite file of ${source} is damaged: use a copy made before, or write what is left into a new file with the command .recover of sqlite3.`,
  },
  refused: {
    code: 'source_unavailable',
    says: (source, error) =>
      `The database of ${source} returned an error (${codeOf(error) || 'no reason given'}): look at its log, then run the same command again.`,
  },
} as const satisfies Record<string, FaultText>

export type FaultKind = keyof typeof FAULTS

/**
 * Returns the failure for a fault of this kind, with a message that contains no address, password or data; an error that is a
 * `Failure` already is returned as it is.
 */
export function databaseFailure(kind: FaultKind, source: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code, says } = FAULTS[kind]
  return new Failure(code, says(source, error), { cause: error })
}

const MAX_MESSAGE_CHARACTERS = 200

/**
 * Returns the message of an error in the query in one line of at most 200 characters, without a full stop. Such a message
 * quotes only names and syntax of the configured query.
 */
const oneLineMessageOf = (error: unknown): string =>
  messageOf(error)
    .replaceAll(/\s+/g, ' ')
    .slice(0, MAX_MESSAGE_CHARACTERS)
    .replace(/[.\s]+$/, '')

/**
 * Returns the error code of the server (SQLSTATE or number), else that of the driver; an empty text if there is none.
 */
export function codeOf(error: unknown): string {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown } // safe: reading optional members off anything thrown
  const own =
    errno !== undefined && String(code).endsWith('_ERROR') && !String(code).startsWith('SQLITE') ? errno : code
  return own === undefined ? '' : String(own)
}
