import { describe, expect, test } from 'bun:test'
import { DrizzleQueryError } from 'drizzle-orm'
import { Failure } from '#lib/errors'
import { errorCode, rootCause } from '#lib/root-cause'

const thrown = (members: object) => Object.assign(new Error('from the driver'), members)
const wrapped = (cause: Error) => new DrizzleQueryError('insert into game', ['a secret value'], cause)

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
  })
})
