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

const turnsOf = (clock: Clock, quota: Quota, key?: string) =>
  createRateLimit({ title: 'Fake', clock, quota, key, store: apiAccess(stores, 'fake', clock).store })

const ONE_A_SECOND: Quota = { name: 'fake', spacingMs: 1_000 }
const DAY_MS = 86_400_000

describe('spacing', () => {
  test('the first caller passes at once and every other one a spacing later, however many come together', async () => {
    const clock = createVirtualClock()
    const turn = turnsOf(clock, ONE_A_SECOND)
    const start = clock.now()
    const passed = await Promise.all([1, 2, 3].map(() => turn().then(() => clock.now() - start)))
    expect(passed).toEqual([0, 1_000, 2_000])
  })

  test('time spent otherwise counts towards it', async () => {
    const clock = createVirtualClock()
    const turn = turnsOf(clock, ONE_A_SECOND)
    await turn()
    await clock.sleep(400)
    await turn()
    expect(clock.pauses).toEqual([400, 600])
  })

  test('a process that starts again right after another was killed waits as that one would have', async () => {
    const clock = createVirtualClock()
    await turnsOf(clock, ONE_A_SECOND)()
    await turnsOf(clock, ONE_A_SECOND)()
    expect(clock.pauses).toEqual([1_000])
  })

  test('a wall clock that is set back by a day costs one spacing, not a day', async () => {
    let now = Date.UTC(2023, 1, 2)
    const pauses: number[] = []
    const turn = turnsOf({ now: () => now, sleep: async (ms) => void pauses.push(ms) }, ONE_A_SECOND)
    await turn()
    now -= DAY_MS
    await turn()
    expect(pauses).toEqual([1_000])
  })

  test('a caller whose pause is interrupted does not hold up the next one', async () => {
    let interrupted = true
    const clock = createVirtualClock()
    const sleep = async (ms: number) => (interrupted ? Promise.reject(new Error('interrupted')) : clock.sleep(ms))
    const turn = turnsOf({ ...clock, sleep }, ONE_A_SECOND)
    await turn()
    await expect(turn()).rejects.toThrow('interrupted')
    interrupted = false
    expect(await turn()).toBeUndefined()
  })
})

describe('a budget', () => {
  const TWO_A_MONTH: Quota = { name: 'fake', spacingMs: 0, budget: { requests: 2, per: 'month' } }

  test('that is used up ends the run with the day on which it is whole again', async () => {
    const turn = turnsOf(createVirtualClock(), TWO_A_MONTH)
    await turn()
    await turn()
    await expect(turn()).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('Fake allows 2 requests a month, and they are used up until 2023-03-01'),
    })
  })

  test('outlives the process, and is whole again in its next period', async () => {
    const clock = createVirtualClock()
    await turnsOf(clock, TWO_A_MONTH)()
    await turnsOf(clock, TWO_A_MONTH)()
    await expect(turnsOf(clock, TWO_A_MONTH)()).rejects.toMatchObject({ code: 'source_unavailable' })
    await clock.sleep(28 * DAY_MS)
    expect(await turnsOf(clock, TWO_A_MONTH)()).toBeUndefined()
  })

  test('of a day ends with the day', async () => {
    const turn = turnsOf(createVirtualClock(), { name: 'fake', spacingMs: 0, budget: { requests: 0, per: 'day' } })
    await turn()
    await expect(turn()).rejects.toThrow('used up until 2023-02-02')
  })

  test('is that of one key, which is kept nowhere', async () => {
    const clock = createVirtualClock()
    const once: Quota = { name: 'fake', spacingMs: 0, budget: { requests: 1, per: 'day' } }
    await turnsOf(clock, once, 'k3y-one')()
    await turnsOf(clock, once, 'k3y-two')()
    await expect(turnsOf(clock, once, 'k3y-one')()).rejects.toMatchObject({ code: 'source_unavailable' })
    expect(JSON.stringify(await rowsOf(stores.db, sql`select quota, key_hash from api_budget`))).not.toContain('k3y')
  })
})
