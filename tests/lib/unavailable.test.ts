import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError } from 'drizzle-orm'
import { Failure } from '#lib/errors'
import { errorCode, isUnavailable, rootCause } from '#lib/unavailable'

const thrown = (members: object) => Object.assign(new Error('from the driver'), members)
const wrapped = (cause: Error) => new DrizzleQueryError('insert into game', ['a secret value'], cause)

const AWAY = [
  ['08006', 'a connection that failed'],
  ['53100', 'a full disk'],
  ['53300', 'too many connections'],
  ['57P01', 'a server that is shut down'],
  ['57P03', 'a server that is starting'],
  ['57014', 'a statement that was cancelled'],
  ['58030', 'a disk that cannot be read'],
  ['CONNECTION_CLOSED', 'a connection that postgres.js lost'],
  ['CONNECTION_ENDED', 'a pool of postgres.js that is closed'],
  ['CONNECT_TIMEOUT', 'a server that postgres.js does not reach in time'],
  ['ERR_POSTGRES_CONNECTION_CLOSED', 'a connection that Bun lost'],
  ['ECONNREFUSED', 'a port on which nothing listens'],
  ['ECONNRESET', 'a connection that was reset'],
  ['EPIPE', 'a write to a closed connection'],
  ['ETIMEDOUT', 'a host that does not reply'],
  ['ENOTFOUND', 'a host name without an address'],
  ['EAI_AGAIN', 'a resolver that does not answer'],
  ['EHOSTUNREACH', 'a host without a route'],
  ['ENETUNREACH', 'a network that is down'],
] as const

const NOT_AWAY = [
  ['42P01', 'a table that is missing'],
  ['23505', 'a key that is taken'],
  ['40001', 'a transaction that conflicts with another'],
  ['28P01', 'a wrong password'],
  ['ENOENT', 'a file that is missing'],
  ['', 'no code'],
] as const

describe('a store is away', () => {
  test.each(AWAY)('%s: %s', (code) => {
    expect(isUnavailable(thrown({ code }))).toBe(true)
    expect(isUnavailable(wrapped(thrown({ code })))).toBe(true)
    expect(isUnavailable(thrown({ code: 'ERR_POSTGRES_SERVER_ERROR', errno: code }))).toBe(true)
  })
  test.each(NOT_AWAY)('not %s: %s', (code) => expect(isUnavailable(wrapped(thrown({ code })))).toBe(false))
  test.each([undefined, null, 'ECONNREFUSED', 57, {}])('not %p, which is no error with a code', (error) =>
    expect(isUnavailable(error)).toBe(false),
  )
})

describe('the root cause', () => {
  test('is under every wrapping, with its code', () => {
    const cause = thrown({ code: '57P01' })
    expect(rootCause(new Error('outer', { cause: wrapped(cause) }))).toBe(cause)
    expect(errorCode(new Error('outer', { cause: wrapped(cause) }))).toBe('57P01')
    expect(rootCause('a string')).toBe('a string')
  })

  test('is a Failure where one is on the way: its message may be shown, that of its cause may not', () => {
    const failure = new Failure('source_unavailable', 'The source does not answer.', {
      cause: thrown({ code: '57P01' }),
    })
    expect(rootCause(new Error('outer', { cause: failure }))).toBe(failure)
    expect(isUnavailable(failure)).toBe(false)
  })
})
