import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Quota } from '#seed/api/quota'
import { createRateLimit } from '#seed/api/rate-limit'
import type { Clock } from '#seed/contract/clock'
import { apiAccess, forgetBudgets } from '#tests/support/api-access'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { createVirtualClock } from './virtual-clock'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
beforeEach(() => forgetBudgets(stores))
afterAll(() => stores[Symbol.asyncDispose]())

const rateLimitOf = (clock: Clock, quota: Quota, key?: string) =>
  createRateLimit({ title: 'Fake', clock, quota, key, store: apiAccess(stores, 'fake', clock).store })

const ONE_A_SECOND: Quota = { name: 'fake', spacingMs: 1_000 }
const DAY_MS = 86_400_000

describe('spacing', () => {
  test('lets the first caller pass at once and each further one a spacing later, however many call together', async () => {
    const clock = createVirtualClock()
    const acquire = rateLimitOf(clock, ONE_A_SECOND)
    const start = clock.now()
    const passed = await Promise.all([1, 2, 3].map(() => acquire().then(() => clock.now() - start)))
    expect(passed).toEqual([0, 1_000, 2_000])
  })

  test('counts time spent on other work', async () => {
    const clock = createVirtualClock()
    const acquire = rateLimitOf(clock, ONE_A_SECOND)
    await acquire()
    await clock.sleep(400)
    await acquire()
    expect(clock.pauses).toEqual([400, 600])
  })

  test('holds for a process started right after another was killed', async () => {
    const clock = createVirtualClock()
    await rateLimitOf(clock, ONE_A_SECOND)()
    await rateLimitOf(clock, ONE_A_SECOND)()
    expect(clock.pauses).toEqual([1_000])
  })

  test('costs one spacing, not a day, when the clock is set back by a day', async () => {
    let now = Date.UTC(2023, 1, 2)
    const pauses: number[] = []
    const acquire = rateLimitOf({ now: () => now, sleep: async (ms) => void pauses.push(ms) }, ONE_A_SECOND)
    await acquire()
    now -= DAY_MS
    await acquire()
    expect(pauses).toEqual([1_000])
  })

  test('does not delay the next caller when a pause is interrupted', async () => {
    let interrupted = true
    const clock = createVirtualClock()
    const sleep = async (ms: number) => (interrupted ? Promise.reject(new Error('interrupted')) : clock.sleep(ms))
    const acquire = rateLimitOf({ ...clock, sleep }, ONE_A_SECOND)
    await acquire()
    await expect(acquire()).rejects.toThrow('interrupted')
    interrupted = false
    expect(await acquire()).toBeUndefined()
  })
})

describe('a budget', () => {
  const TWO_A_MONTH: Quota = { name: 'fake', spacingMs: 0, budget: { requests: 2, per: 'month' } }

  test('that is used up ends the run with the day of its renewal', async () => {
    const acquire = rateLimitOf(createVirtualClock(), TWO_A_MONTH)
    await acquire()
    await acquire()
    await expect(acquire()).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('Fake allows 2 requests a month, and they are used up until 2023-03-01'),
    })
  })

  test('outlives the process, and is renewed in the next period', async () => {
    const clock = createVirtualClock()
    await rateLimitOf(clock, TWO_A_MONTH)()
    await rateLimitOf(clock, TWO_A_MONTH)()
    await expect(rateLimitOf(clock, TWO_A_MONTH)()).rejects.toMatchObject({ code: 'source_unavailable' })
    await clock.sleep(28 * DAY_MS)
    expect(await rateLimitOf(clock, TWO_A_MONTH)()).toBeUndefined()
  })

  test('of a day ends with the day', async () => {
    const acquire = rateLimitOf(createVirtualClock(), {
      name: 'fake',
      spacingMs: 0,
      budget: { requests: 0, per: 'day' },
    })
    await acquire()
    await expect(acquire()).rejects.toThrow('used up until 2023-02-02')
  })

  test('belongs to one key, which is not stored', async () => {
    const clock = createVirtualClock()
    const once: Quota = { name: 'fake', spacingMs: 0, budget: { requests: 1, per: 'day' } }
    await rateLimitOf(clock, once, 'k3y-one')()
    await rateLimitOf(clock, once, 'k3y-two')()
    await expect(rateLimitOf(clock, once, 'k3y-one')()).rejects.toMatchObject({ code: 'source_unavailable' })
    expect(JSON.stringify(await rowsOf(stores.db, sql`select quota, key_hash from api_budget`))).not.toContain('k3y')
  })
})
