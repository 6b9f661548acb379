import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError, sql } from 'drizzle-orm'
import { openingFailure, reasonOf, workingFailure } from '#db/postgres/failure'
import { openPostgres } from '#db/postgres/server'
import { Failure } from '#lib/errors'

const SERVER = process.env.TEST_DATABASE_URL

const thrown = (members: object) => Object.assign(new Error('from the driver'), members)
const wrapped = (members: object) => new DrizzleQueryError('insert into game', ['a secret value'], thrown(members))

describe('what an open Postgres fails with', () => {
  test.each<[string, unknown, string]>([
    ['a connection that broke off', thrown({ code: 'CONNECTION_CLOSED' }), 'broke off the connection'],
    ['one that Bun lost', thrown({ code: 'ERR_POSTGRES_CONNECTION_CLOSED' }), 'broke off the connection'],
    ['a server that is told to stop', wrapped({ code: '57P01' }), 'broke off the connection'],
    ['a full disk', wrapped({ code: '53100' }), 'short of disk'],
    ['a full disk under COPY', thrown({ code: 'ERR_POSTGRES_SERVER_ERROR', errno: '53100' }), 'short of disk'],
    ['a right that is missing', wrapped({ code: '42501' }), 'does not let this user'],
  ])('%s is told in one sentence', (_, error, says) => expect(workingFailure(error)?.message).toContain(says))

  test('a fault of ours stays what it is, and a failure is not told twice', () => {
    expect(workingFailure(wrapped({ code: '42P01' }))).toBeUndefined()
    expect(workingFailure(new TypeError('x is undefined'))).toBeUndefined()
    expect(workingFailure(new Failure('interrupted', 'Interrupted.'))).toBeUndefined()
  })

  test('is noted without the statement and its values', () => {
    expect(reasonOf(wrapped({ code: '42P01' }))).toBe('from the driver')
    expect(reasonOf(new Error('x'.repeat(10_000)))).toHaveLength(500)
  })
})

test('a server without room for one more connection does answer', () => {
  expect(openingFailure(thrown({ code: '53300' })).message).toContain('short of disk, memory or connections')
})

test.skipIf(!SERVER)('a connection that an administrator ends is told so (needs TEST_DATABASE_URL)', async () => {
  await using database = await openPostgres(SERVER ?? '')
  const error = await database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`).catch((cause) => cause)
  expect(workingFailure(error)?.code).toBe('store_unreachable')
})
