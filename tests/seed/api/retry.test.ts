import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { backOffMs, retryAfterMs } from '#seed/api/retry'

const NOON = Date.UTC(2023, 1, 1, 12)

test.each([
  ['120', 120_000],
  ['0', 0],
  [' 7 ', 7_000],
  ['Wed, 01 Feb 2023 12:01:30 GMT', 90_000],
  ['Wed, 01 Feb 2023 11:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['', undefined],
  [null, undefined],
])('a Retry-After of %p asks for a pause of %p ms', (header, ms) => {
  expect(retryAfterMs(header, NOON)).toBe(ms)
})

test('a pause is never shorter than half of the doubled one before, nor longer than a minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, dice) => {
      const whole = Math.min(60_000, 2_000 * 2 ** (attempt - 1))
      const pause = backOffMs(attempt, () => dice)
      expect(pause).toBeGreaterThanOrEqual(whole / 2)
      expect(pause).toBeLessThanOrEqual(whole)
    }),
  )
})
