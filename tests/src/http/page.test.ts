import { describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { CURSOR_PATTERN, createCursors, type KeysetPosition, nextLink } from '#src/http/page'

const cursors = createCursors({ jwtSecret: 'a secret' })
const aPosition = fc.array(
  fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
)

/** Returns a position as JSON keeps it: without negative zero. */
const asJson = (position: KeysetPosition) => JSON.parse(JSON.stringify(position))

describe('a cursor', () => {
  test('gives back the position it was made of, in characters that a URL can hold', () =>
    fc.assert(
      fc.property(fc.string(), aPosition, (scope, position) => {
        const cursor = cursors.make(scope, position)
        expect(cursor).toMatch(new RegExp(CURSOR_PATTERN))
        expect(cursors.read(scope, cursor)).toEqual(asJson(position))
      }),
    ))

  test('is invalid for another scope, under another secret, or with a character changed', () =>
    fc.assert(
      fc.property(aPosition, fc.nat(), (position, nth) => {
        const cursor = cursors.make('title', position)
        const at = nth % cursor.length
        const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
        expect(cursors.read('title', changed)).toBeUndefined()
        expect(cursors.read('-score', cursor)).toBeUndefined()
        expect(createCursors({ jwtSecret: 'another' }).read('title', cursor)).toBeUndefined()
      }),
    ))

  test('of the previous secret stays valid, and new ones are of the current secret', () =>
    fc.assert(
      fc.property(aPosition, (position) => {
        const rotated = createCursors({ jwtSecret: 'another', jwtSecretPrevious: 'a secret' })
        expect(rotated.read('title', cursors.make('title', position))).toEqual(asJson(position))
        const made = rotated.make('title', position)
        expect(createCursors({ jwtSecret: 'another' }).read('title', made)).toEqual(asJson(position))
        expect(cursors.read('title', made)).toBeUndefined()
      }),
    ))

  test('cannot be made without the secret', () =>
    fc.assert(fc.property(fc.string(), (text) => expect(cursors.read('title', text)).toBeUndefined())))
})

test('a link keeps the query and replaces its cursor', () => {
  expect(nextLink('http://localhost/v1/games?limit=2&cursor=old&genre=a%2Cb', 'new', undefined)).toBe(
    '</v1/games?limit=2&genre=a%2Cb&cursor=new>; rel="next"',
  )
  expect(nextLink('http://localhost/v1/games', 'c', 'https://example.org/base/')).toBe(
    '<https://example.org/base/v1/games?cursor=c>; rel="next"',
  )
  expect(nextLink('http://localhost/v1/changes?after=1&limit=2', '3', undefined, 'after')).toBe(
    '</v1/changes?limit=2&after=3>; rel="next"',
  )
})
