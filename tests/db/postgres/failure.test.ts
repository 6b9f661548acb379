import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { openingFailure, reasonOf, workingFailure } from '#db/postgres/failure'
import { openPostgres } from '#db/postgres/server'
import { Failure } from '#lib/errors'

const SERVER = process.env.TEST_DATABASE_URL

const thrown = (members: object) => Object.assign(new Error('from the driver'), members)
const wrapped = (members: object) => new DrizzleQueryError('insert into game', ['a secret value'], thrown(members))

describe('an error of an open Postgres', () => {
  test.each<[string, unknown, string]>([
    ['a connection that postgres.js lost', thrown({ code: 'CONNECTION_CLOSED' }), 'connection to Postgres was lost'],
    [
      'a connection that Bun lost',
      thrown({ code: 'ERR_POSTGRES_CONNECTION_CLOSED' }),
      'connection to Postgres was lost',
    ],
    ['a host name without an address', thrown({ code: 'ENOTFOUND' }), 'connection to Postgres was lost'],
    ['a disk that cannot be read', wrapped({ code: '58030' }), 'short of disk'],
    ['a server that is shut down', wrapped({ code: '57P01' }), 'connection to Postgres was lost'],
    ['a full disk', wrapped({ code: '53100' }), 'short of disk'],
    ['a full disk under COPY', thrown({ code: 'ERR_POSTGRES_SERVER_ERROR', errno: '53100' }), 'short of disk'],
    ['a right that is missing', wrapped({ code: '42501' }), 'does not allow this user'],
  ])('%s is explained in one sentence', (_, error, says) => expect(workingFailure(error)?.message).toContain(says))

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

test.skipIf(!SERVER)(
  'a connection that an administrator ends is store_unreachable (needs TEST_DATABASE_URL)',
  async () => {
    await using database = await openPostgres(SERVER ?? '')
    const error = await database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`).catch((cause) => cause)
    expect(workingFailure(error)?.code).toBe('store_unreachable')
  },
)
