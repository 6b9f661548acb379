import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { messageOf } from '#lib/errors'
import { type Api, type ApiOptions, createApi } from '#seed/api/client'
import type { Clock } from '#seed/contract/clock'
import { apiAccess, forgetBudgets } from '#tests/support/api-access'
import { type FakeSteamspyOptions, type Fault, startFakeSteamspy } from '#tests/support/fake-steamspy'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { createVirtualClock } from './virtual-clock'

const PAGE = { '620': { appid: 620, name: 'Portal 2' } }
const SECRET = 'k3y-0f-th3-h0us3'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Creates a client with a full budget and without an archive. */
async function apiOf(clock: Clock, baseUrl: string, options: Partial<ApiOptions> = {}): Promise<Api> {
  await forgetBudgets(stores)
  const { store } = apiAccess(stores, 'fake', clock)
  const quota = { name: 'fake', spacingMs: 0 }
  return createApi({ title: 'Fake', baseUrl, clock, store, archive: store.archiveOf(undefined), quota, ...options })
}

/** Requests the first page of a fake, with a key in the query; returns the result, the pauses and the requests. */
async function askOnce(fake: Partial<FakeSteamspyOptions>, options: Partial<ApiOptions> = {}) {
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: [PAGE], clock, spacingMs: 0, ...fake })
  const api = await apiOf(clock, server.url, { secret: { key: SECRET }, ...options })
  const answer = await api.get('api.php', { page: 0 }).catch((error: unknown) => error)
  return { answer, pauses: clock.pauses, asked: server.asked }
}

/** Requests two pages of a fake and returns the pauses. */
async function askTwice(fake: Partial<FakeSteamspyOptions>, options: Partial<ApiOptions>): Promise<number[]> {
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: [PAGE, PAGE], clock, ...fake })
  const api = await apiOf(clock, server.url, options)
  for (const page of [0, 1]) await api.get('api.php', { page })
  return clock.pauses
}

const always = (fault: Fault): Record<number, Fault> =>
  Object.fromEntries(Array.from({ length: 20 }, (_, n) => [n, fault]))

describe('passing faults', () => {
  test.each<Fault>(['web page', 'truncated', 'status 500', 'retry after date'])('a %s is retried', async (fault) => {
    const { answer, asked } = await askOnce({ faults: { 0: fault, 1: fault } })
    expect(answer).toEqual(PAGE)
    expect(asked).toHaveLength(3)
  })

  test('a Retry-After is waited for', async () => {
    const { pauses } = await askOnce({ faults: { 0: 'retry after date' } })
    expect(pauses).toEqual([180_000])
  })

  test.each<403 | 429>([403, 429])('a %p without Retry-After waits the least pause of this API', async (refusal) => {
    const throttling = { throttle: [403], throttledMs: 300_000 }
    expect(await askTwice({ spacingMs: 250_000, refusal }, throttling)).toEqual([300_000])
  })

  test('a response that drips in for ever is given up at the deadline and retried', async () => {
    const { answer } = await askOnce({ faults: { 0: 'drip' } }, { timeoutMs: 150 })
    expect(answer).toEqual(PAGE)
  })

  test.each<[Fault, string]>([
    ['web page', 'it answered with a web page, 3 times in a row'],
    ['truncated', 'its answer is not whole JSON, 3 times in a row'],
    ['status 500', 'it answered with status 500, 3 times in a row'],
  ])('a %s on every try is reported after the last one', async (fault, says) => {
    const { answer, asked } = await askOnce({ faults: always(fault) }, { tries: 3 })
    expect(answer).toMatchObject({ code: 'source_unavailable', message: expect.stringContaining(says) })
    expect(asked).toHaveLength(3)
  })

  test('an unreachable host is a failure that says to run the command again', async () => {
    const { answer } = await askOnce({}, { baseUrl: 'http://127.0.0.1:1', tries: 2 })
    expect(messageOf(answer)).toBe(
      'Fake gave no data: it could not be reached, 2 times in a row. Run the same command again later; it goes on where it stopped.',
    )
  })
})

describe('lasting faults', () => {
  test.each<[Fault, string, number]>([
    ['status 404', 'it answered with status 404', 1],
    ['huge', 'its answer is too long', 1],
    ['other host', 'it redirects to another host', 1],
    ['circle', 'it redirects more than 3 times', 4],
  ])('a %s is not retried', async (fault, says, requests) => {
    const { answer, asked } = await askOnce({ faults: always(fault) }, { maxBytes: 1_000_000 })
    expect(answer).toMatchObject({ code: 'source_unavailable', message: expect.stringContaining(says) })
    expect(asked).toHaveLength(requests)
  })

  test('a pause of hours ends the run instead', async () => {
    const clock = createVirtualClock()
    const server = Bun.serve({
      port: 0,
      fetch: () => new Response('', { status: 429, headers: { 'retry-after': '7200' } }),
    })
    const api = await apiOf(clock, String(server.url))
    const answer = await api.get('api.php', {}).catch(messageOf)
    await server.stop(true)
    expect(answer).toContain('it asks to wait 120 minutes')
    expect(clock.pauses).toEqual([])
  })
})

test('a redirect within the host is followed', async () => {
  const { answer, asked } = await askOnce({ faults: { 0: 'moved' } })
  expect(answer).toEqual(PAGE)
  expect(asked[1]).toStartWith('/new/api.php?page=0')
})

test('retries and redirects count against the budget', async () => {
  const faults: Record<number, Fault> = { 0: 'status 500', 1: 'moved', 2: 'truncated' }
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: [PAGE], clock, faults })
  const api = await apiOf(clock, server.url, { quota: { name: 'fake', spacingMs: 60_000 } })
  expect(await api.get('api.php', { page: 0 })).toEqual(PAGE)
  expect(server.asked).toHaveLength(4)
  expect(server.refused()).toBe(0)
})

test.each<Fault>(['web page', 'truncated', 'status 500', 'status 404', 'huge', 'other host', 'circle', 'drip'])(
  'the message after a %s contains no key and no address',
  async (fault) => {
    const { answer } = await askOnce({ faults: always(fault) }, { tries: 2, maxBytes: 1_000_000, timeoutMs: 100 })
    const said = `${messageOf(answer)} ${Bun.inspect(answer)}`
    expect(said).toContain('gave no data')
    expect(said).not.toContain(SECRET)
    expect(messageOf(answer)).not.toMatch(/http|127\.0\.0\.1|stranger/)
  },
)
