import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { backOffMs, failedResponse, type RetryOptions, retry, retryAfterMs, type TryOutcome } from '#lib/retry'
import { createVirtualClock } from '#tests/seed/api/virtual-clock'

const NOON = Date.UTC(2023, 1, 1, 12)

const passing = (retryAfter?: number): TryOutcome => ({ ok: false, retryable: true, retryAfterMs: retryAfter })
const LASTING: TryOutcome = { ok: false, retryable: false }
const DONE: TryOutcome = { ok: true }

/** Tries with these outcomes in turn, the last one for ever, on a virtual clock. */
async function retried(outcomes: readonly TryOutcome[], options: Partial<RetryOptions> = {}) {
  const clock = createVirtualClock()
  let made = 0
  const attempt = async () => outcomes[Math.min(made++, outcomes.length - 1)] ?? DONE
  const result = await retry(attempt, { sleep: clock.sleep, tries: 4, ...options })
  return { ...result, made, pauses: clock.pauses }
}

describe('a try', () => {
  test('that succeeds is the only one', async () => {
    expect(await retried([DONE])).toEqual({ outcome: DONE, tries: 1, made: 1, pauses: [] })
  })

  test('that fails for good is the last one', async () => {
    const { outcome, tries, pauses } = await retried([passing(), LASTING, DONE])
    expect([outcome, tries, pauses.length]).toEqual([LASTING, 2, 1])
  })

  test('that may succeed later is repeated after growing pauses, until the tries are used up', async () => {
    const { outcome, tries, made, pauses } = await retried([passing()])
    expect([outcome.ok, tries, made]).toEqual([false, 4, 4])
    const bounds = [2_000, 4_000, 8_000]
    expect(pauses).toHaveLength(bounds.length)
    for (const [at, whole] of bounds.entries()) {
      expect(pauses[at]).toBeGreaterThanOrEqual(whole / 2)
      expect(pauses[at]).toBeLessThanOrEqual(whole)
    }
  })

  test('waits as long as the other side asks, if that is longer', async () => {
    const { outcome, pauses } = await retried([passing(90_000), passing(1), DONE])
    expect(outcome).toEqual(DONE)
    expect(pauses[0]).toBe(90_000)
    expect(pauses[1]).toBeGreaterThanOrEqual(2_000)
  })

  test('adds the spacing to every back-off, but not to a pause that was asked for', async () => {
    const { pauses } = await retried([passing(), passing(90_000), DONE], { spacingMs: 60_000 })
    expect(pauses[0]).toBeGreaterThanOrEqual(61_000)
    expect(pauses[0]).toBeLessThanOrEqual(62_000)
    expect(pauses[1]).toBe(90_000)
  })

  test('gives up without waiting when the pause is too long, unless it was the last one', async () => {
    const asked = { maxPauseMs: 60_000 }
    expect(await retried([passing(60_001)], asked)).toMatchObject({ tries: 1, refusedPauseMs: 60_001, pauses: [] })
    expect(await retried([passing(60_000), DONE], asked)).toMatchObject({ outcome: DONE, pauses: [60_000] })
    const last = await retried([passing(60_001)], { ...asked, tries: 1 })
    expect(last).toMatchObject({ tries: 1, pauses: [] })
    expect(last.refusedPauseMs).toBeUndefined()
  })

  test('that throws ends it', async () => {
    const { sleep, pauses } = createVirtualClock()
    const attempt = () => Promise.reject(new Error('broken'))
    await expect(retry(attempt, { sleep, tries: 4 })).rejects.toThrow('broken')
    expect(pauses).toEqual([])
  })
})

test.each<[number, readonly number[], boolean, number | undefined]>([
  [404, [], false, undefined],
  [403, [], false, undefined],
  [403, [403], true, 300_000],
  [408, [], true, undefined],
  [425, [], true, undefined],
  [429, [], true, 300_000],
  [500, [], true, undefined],
  [521, [], true, undefined],
])('status %p with throttling statuses %p: retryable %p after %p ms', (status, throttle, retryable, pauseMs) => {
  expect(failedResponse(new Response('', { status }), { throttle, throttledMs: 300_000 }, NOON)).toEqual({
    ok: false,
    fault: `it answered with status ${status}`,
    retryable,
    retryAfterMs: pauseMs,
    status,
  })
})

test('a Retry-After counts whatever the status', () => {
  const response = new Response('', { status: 503, headers: { 'retry-after': '7' } })
  expect(failedResponse(response, { throttle: [], throttledMs: 0 }, NOON)).toMatchObject({ retryAfterMs: 7_000 })
})

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
