import { Failure, type FailureCode, messageOf } from '#lib/errors'
import { STATEMENT_SECONDS } from './retry'

type Sentence = { code: FailureCode; says: (source: string, error: unknown) => string }

/** Every way in which a database fails to give its rows. */
const FAULTS = {
  away: {
    code: 'source_unavailable',
    says: (source) =>
      `The database of ${source} does not answer, or broke off: check that it runs and that "from" names its host and port, then run the same command again; it goes on where it stopped.`,
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
      `The database of ${source} refused the query: ${complaintOf(error)}. Correct "query" or "key".`,
  },
  forbidden: {
    code: 'configuration',
    says: (source) => `The database of ${source} does not let this user read what the query names: grant it select.`,
  },
  writes: {
    code: 'configuration',
    says: (source) => `The query of ${source} would change its database, which is only read: leave a select.`,
  },
  slow: {
    code: 'source_unavailable',
    says: (source) =>
      `A page of ${source} took its database longer than ${STATEMENT_SECONDS / 60} minutes: put an index on the key, or make the query simpler.`,
  },
  file: {
    code: 'configuration',
    says: (source) =>
      `"from" of ${source} is no SQLite database that can be read: check the path, from the folder of the configuration.`,
  },
  refused: {
    code: 'source_unavailable',
    says: (source, error) =>
      `The database of ${source} refused to answer (${codeOf(error) || 'no reason given'}): look at its log, then run the same command again.`,
  },
} as const satisfies Record<string, Sentence>

export type FaultKind = keyof typeof FAULTS

/** The failure a fault of this kind ends with, in one sentence that holds neither address nor password nor data. */
export function databaseFailure(kind: FaultKind, source: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code, says } = FAULTS[kind]
  return new Failure(code, says(source, error), { cause: error })
}

const LONGEST_COMPLAINT = 200

/** What the server says of names and grammar, which stand in the configuration: one line without the end that sentences have. */
const complaintOf = (error: unknown): string =>
  messageOf(error)
    .replaceAll(/\s+/g, ' ')
    .slice(0, LONGEST_COMPLAINT)
    .replace(/[.\s]+$/, '')

/** The code of whoever refused: the server's (SQLSTATE, number) before the driver's; empty where there is none. */
export function codeOf(error: unknown): string {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown } // safe: reading optional members off anything thrown
  const told =
    errno !== undefined && String(code).endsWith('_ERROR') && !String(code).startsWith('SQLITE') ? errno : code
  return told === undefined ? '' : String(told)
}
