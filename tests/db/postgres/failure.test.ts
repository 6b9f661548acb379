import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { openingFailure, reasonOf, workingFailure } from '#db/postgres/failure'
import { openPostgres } from '#db/postgres/server'
import { Failure, type FailureCode } from '#lib/errors'

const SERVER = process.env.TEST_DATABASE_URL

const thrown = (members: object) => Object.assign(new Error('from the driver'), members)
const wrapped = (members: object) => new DrizzleQueryError('insert into game', ['a secret value'], thrown(members))

/** Codes of errors, with the code of the failure that each means, and a part of its message. */
const KINDS: readonly (readonly [code: string, failure: FailureCode, says: string, what: string])[] = [
  ['28P01', 'store_refused', 'password', 'a wrong password'],
  ['28000', 'store_refused', 'pg_hba.conf', 'a user that may not connect'],
  ['3D000', 'store_refused', 'does not exist', 'a database that is not there'],
  ['57P04', 'store_refused', 'does not exist', 'a database that was dropped'],
  ['42501', 'store_refused', 'rights', 'a right that is missing'],
  ['25006', 'store_refused', 'read-only', 'a write to a standby server'],
  ['XX001', 'store_refused', 'backup', 'a damaged table'],
  ['XX002', 'store_refused', 'reindex', 'a damaged index'],
  ['57014', 'store_unreachable', 'took too long', 'a statement that was cancelled'],
  ['25P04', 'store_unreachable', 'took too long', 'a transaction that was cancelled'],
  ['55P03', 'store_unreachable', 'lock', 'a lock that another session holds'],
  ['40001', 'store_unreachable', 'conflicted', 'a transaction that conflicts with another'],
  ['40P01', 'store_unreachable', 'conflicted', 'a deadlock'],
  ['53100', 'store_unreachable', 'short of disk', 'a full disk'],
  ['53200', 'store_unreachable', 'short of disk', 'too little memory'],
  ['53300', 'store_unreachable', 'connections', 'too many connections'],
  ['58030', 'store_unreachable', 'short of disk', 'a disk that cannot be read'],
  ['08006', 'store_unreachable', 'lost', 'a connection that failed'],
  ['25P03', 'store_unreachable', 'lost', 'a transaction that was idle for too long'],
  ['57P01', 'store_unreachable', 'lost', 'a server that is shut down'],
  ['57P02', 'store_unreachable', 'lost', 'a server that crashed'],
  ['57P03', 'store_unreachable', 'starting', 'a server that is starting'],
  ['CONNECTION_CLOSED', 'store_unreachable', 'lost', 'a connection that postgres.js lost'],
  ['CONNECTION_ENDED', 'store_unreachable', 'lost', 'a pool of postgres.js that is closed'],
  ['CONNECT_TIMEOUT', 'store_unreachable', 'lost', 'a server that postgres.js does not reach in time'],
  ['ERR_POSTGRES_CONNECTION_CLOSED', 'store_unreachable', 'lost', 'a connection that Bun lost'],
  ['ECONNREFUSED', 'store_unreachable', 'lost', 'a port on which nothing listens'],
  ['ECONNRESET', 'store_unreachable', 'lost', 'a connection that was reset'],
  ['EPIPE', 'store_unreachable', 'lost', 'a write to a closed connection'],
  ['ETIMEDOUT', 'store_unreachable', 'lost', 'a host that does not reply'],
  ['ENOTFOUND', 'store_unreachable', 'lost', 'a host name without an address'],
  ['EAI_AGAIN', 'store_unreachable', 'lost', 'a resolver that does not answer'],
  ['EHOSTUNREACH', 'store_unreachable', 'lost', 'a host without a route'],
  ['ENETUNREACH', 'store_unreachable', 'lost', 'a network that is down'],
]

const BUGS = [
  ['42P01', 'a table that is missing'],
  ['23505', 'a key that is taken'],
  ['ENOENT', 'a file that is missing'],
  ['', 'no code'],
] as const

describe('an error of an open Postgres', () => {
  test.each(KINDS)('%s is %s, which says %p: %s', (code, failure, says) => {
    for (const error of [
      thrown({ code }),
      wrapped({ code }),
      thrown({ code: 'ERR_POSTGRES_SERVER_ERROR', errno: code }),
    ]) {
      const explained = workingFailure(error)
      expect(explained?.code).toBe(failure)
      expect(explained?.message).toContain(says)
      expect(explained?.message).not.toContain('from the driver')
    }
  })

  test.each(BUGS)('%p is a bug: %s', (code) => expect(workingFailure(wrapped({ code }))).toBeUndefined())

  test.each([undefined, null, 'ECONNREFUSED', 57, {}])('is not %p, which is no error with a code', (error) =>
    expect(workingFailure(error)).toBeUndefined(),
  )

  test('is not explained if it is a fault of ours or a Failure already', () => {
    expect(workingFailure(wrapped({ code: '42P01' }))).toBeUndefined()
    expect(workingFailure(new TypeError('x is undefined'))).toBeUndefined()
    expect(workingFailure(new Failure('interrupted', 'Interrupted.'))).toBeUndefined()
  })

  test('is noted without the statement and its parameters', () => {
    expect(reasonOf(wrapped({ code: '42P01' }))).toBe('from the driver')
    expect(reasonOf(new Error('x'.repeat(10_000)))).toHaveLength(500)
    const failure = new Failure('source_unavailable', 'The source does not answer.', {
      cause: new Error('its full URL'),
    })
    expect(reasonOf(failure)).toBe('The source does not answer.')
  })
})

test('a server that has too many connections is not called unreachable', () => {
  expect(openingFailure(thrown({ code: '53300' })).message).toContain('short of disk, memory or connections')
})

test('a pooler that refuses our settings is not waited for, unlike its other faults', () => {
  const faultOf = (message: string) => openingFailure(Object.assign(new Error(message), { code: '08P01' }))
  expect(faultOf('unsupported startup parameter: statement_timeout')).toMatchObject({
    code: 'store_refused',
    message: expect.stringContaining('A pooler before Postgres refused the settings of a session (SQLSTATE 08P01)'),
  })
  expect(faultOf('server conn crashed?').code).toBe('store_unreachable')
})

test.skipIf(!SERVER)(
  'a connection that an administrator ends is store_unreachable (needs TEST_DATABASE_URL)',
  async () => {
    await using database = await openPostgres(SERVER ?? '')
    const error = await database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`).catch((cause) => cause)
    expect(workingFailure(error)?.code).toBe('store_unreachable')
  },
)
