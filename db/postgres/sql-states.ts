import type { FailureCode } from '#lib/errors'

/**
 * A kind of error for which the code is not to blame. `begins`: the first characters of its codes, which are SQLSTATEs or codes of a
 * driver or the system. `isLoss`: the connection is gone, so that a read may be tried again on another one. `isConflict` and `isLockWait`:
 * other transactions were in the way, so that a transaction may succeed when it is repeated.
 */
export type ErrorKind = {
  begins: readonly string[]
  code: FailureCode
  fault: string
  advice: string
  isLoss?: true
  isConflict?: true
  isLockWait?: true
}

const AGAIN = 'run the same command again; it goes on where it stopped.'

/**
 * Every error that says something about the store and not about our code; the first match counts. `store_refused`: a later try
 * fails in the same way until somebody mends the cause.
 *
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
export const ERROR_KINDS: readonly ErrorKind[] = [
  {
    begins: ['28P01'],
    code: 'store_refused',
    fault: 'Postgres refused the password',
    advice: 'check the user and password in DATABASE_URL.',
  },
  {
    begins: ['28'],
    code: 'store_refused',
    fault: 'Postgres refused the user',
    advice: 'check the user in DATABASE_URL and the server’s pg_hba.conf.',
  },
  {
    begins: ['3D000', '57P04'],
    code: 'store_refused',
    fault: 'The database of DATABASE_URL does not exist',
    advice: 'create it, or correct its name.',
  },
  {
    begins: ['42501'],
    code: 'store_refused',
    fault: 'Postgres does not allow this user to do that',
    advice:
      'use the DATABASE_URL of the owner of the tables, or let the owner run bun run migrate, which grants the service its rights.',
  },
  {
    begins: ['25006'],
    code: 'store_refused',
    fault: 'The database is read-only',
    advice: 'point DATABASE_URL at the primary server, or set default_transaction_read_only to off.',
  },
  {
    begins: ['XX001', 'XX002', '58P01'],
    code: 'store_refused',
    fault: 'Postgres found damaged or missing files',
    advice: 'look at its log, rebuild a damaged index with reindex, or restore a backup if it is a table.',
  },
  {
    begins: ['57014', '25P04'],
    code: 'store_unreachable',
    fault: 'Postgres ended work that took too long',
    advice: `if it is not overloaded, look for the slow statement in its log, then ${AGAIN}`,
  },
  {
    begins: ['55P03'],
    code: 'store_unreachable',
    fault: 'Postgres waited too long for a lock that another session holds',
    advice: `find it in pg_stat_activity, then ${AGAIN}`,
    isLockWait: true,
  },
  {
    begins: ['40001', '40P01'],
    code: 'store_unreachable',
    fault: 'Postgres ended a transaction that conflicted with others, several times in a row',
    advice: `${AGAIN}`,
    isConflict: true,
  },
  {
    begins: ['53', '58'],
    code: 'store_unreachable',
    fault: 'Postgres is short of disk, memory or connections',
    advice: 'look at its log, free what is short, then run the same command again.',
  },
  {
    begins: ['57P03'],
    code: 'store_unreachable',
    fault: 'Postgres is starting, stopping or recovering',
    advice: 'wait until it takes connections, then run the same command again.',
    isLoss: true,
  },
  {
    begins: [
      '08', // connection exception
      '57P', // ended by an operator: a shutdown, a crash
      '25P03', // idle for too long in a transaction
      'CONNECT', // postgres.js: CONNECTION_CLOSED, CONNECTION_ENDED, CONNECTION_DESTROYED, CONNECT_TIMEOUT
      'ERR_POSTGRES_CONNECTION', // Bun's SQL: closed, failed, refused or timed out
      'ERR_POSTGRES_IDLE_TIMEOUT',
      'ERR_POSTGRES_LIFETIME_TIMEOUT',
      'ECONN', // system: connection refused, reset or aborted
      'EPIPE', // system: the other side closed the connection before a write
      'ETIMEDOUT', // system: no reply in time
      'ENOTFOUND', // DNS: the host name has no address
      'EAI_', // DNS: the resolver does not answer (EAI_AGAIN) or fails
      'EHOST', // system: no route to the host, or the host is down
      'ENET', // system: the network is down or unreachable
    ],
    code: 'store_unreachable',
    fault: 'The connection to Postgres was lost',
    advice: `check that Postgres runs, then ${AGAIN}`,
    isLoss: true,
  },
]
