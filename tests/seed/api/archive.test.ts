import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { listResponses } from '#db/api/responses'
import { rowsOf } from '#db/stores'
import { redactKeys } from '#seed/api/redact'
import { minimisedResponse } from '#seed/minimise/content'
import { findSource } from '#seed/sources/index'
import { servedAt } from '#tests/support/api-access'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type FakeSteamspyOptions, startFakeSteamspy } from '#tests/support/fake-steamspy'
import { load } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { createVirtualClock } from './virtual-clock'

const FOLDER = join(import.meta.dir, '../../fixtures/steamspy')

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const pages = (): Promise<Record<string, unknown>[]> =>
  Promise.all([0, 1, 2, 10].map((number) => Bun.file(join(FOLDER, `20230204_steamspy_page_${number}.json`)).json()))

/** Runs `work` with a local server that plays SteamSpy. */
async function withFake<T>(
  fake: Partial<FakeSteamspyOptions>,
  work: (load: () => Promise<unknown>, asked: string[]) => Promise<T>,
): Promise<T> {
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: await pages(), clock, ...fake })
  return await work(() => load(stores, servedAt(findSource('steamspy'), server.url), { clock }), server.asked)
}

describe('every response', () => {
  test('is archived as received, under a request name without address and key', async () => {
    await withFake({}, (loading) => loading())
    const archived = await listResponses(stores.db, 'steamspy', 0, 10)
    expect(archived.map(({ request }) => request)).toEqual([0, 1, 2, 3, 4].map((n) => `api.php?request=all&page=${n}`))
    expect(archived.slice(0, 4).map(({ text }) => JSON.parse(text))).toEqual(await pages())
  })

  test('is requested once: a run stopped after it resumes with the archived response', async () => {
    await withFake({}, async (loading, asked) => {
      await loading()
      await stores.db.execute(sql`update ingest_run set status = 'reading', checkpoint = null, records_read = 0`)
      asked.length = 0
      expect(await loading()).toMatchObject({ accepted: 0, unchanged: 5 })
      expect(asked).toEqual([])
    })
  })

  test('without data is not archived', async () => {
    await withFake({ faults: { 0: 'web page', 1: 'truncated', 2: 'status 500' } }, (loading) => loading())
    expect(await listResponses(stores.db, 'steamspy', 0, 10)).toHaveLength(5)
  })
})

test('the archive gives the same catalogue without a request', async () => {
  await withFake({}, (loading) => loading())
  const before = await catalogueHash(stores.db)
  await stores.db.execute(sql`truncate source_record, match_link, match_key, match_pending, game cascade`)
  const clock = createVirtualClock()
  const steamspy = servedAt(findSource('steamspy'), 'http://127.0.0.1:1')
  expect(await load(stores, steamspy, { clock, fromArchive: true })).toMatchObject({ read: 9, accepted: 5 })
  expect(await catalogueHash(stores.db)).toBe(before)
  expect(await load(stores, steamspy, { clock, fromArchive: true })).toMatchObject({ read: 9, unchanged: 5 })
})

test('of two crawls the later version counts, and the earlier one is not quarantined', async () => {
  await withFake({ pages: [{ '620': { appid: 620, name: 'Portal 2', positive: 1, negative: 0 } }] }, (l) => l())
  await withFake({ pages: [{ '620': { appid: 620, name: 'Portal Two', positive: 1, negative: 0 } }] }, (l) => l())
  const clock = createVirtualClock()
  expect(await load(stores, findSource('steamspy'), { clock, fromArchive: true })).toMatchObject({
    read: 2,
    unchanged: 1,
    duplicate: 1,
    quarantined: 0,
  })
  expect(await rowsOf(stores.db, sql`select title from game`)).toMatchObject([{ title: 'Portal Two' }])
})

test('an empty archive cannot be read', async () => {
  await expect(load(stores, findSource('steamspy'), { fromArchive: true })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('No response of steamspy is archived yet'),
  })
})

test('personal values are blanked and nothing else is changed', () => {
  const body =
    '{"support_info": {"url":"x","email" : "a\\"b@example.org"},\n "big": 12345678901234567890, "n":{"email":null}}'
  expect(minimisedResponse(body)).toBe(
    '{"support_info": {"url":"x","email" : ""},\n "big": 12345678901234567890, "n":{"email":null}}',
  )
})

test('a key is removed from a response, also in the forms of a link and of JSON', () => {
  const body = '{"next":"https://a.example/?key=a%2Fb%22&page=2","again":"a/b\\"","page":2}'
  expect(redactKeys(body, ['a/b"'])).toBe('{"next":"https://a.example/?key=&page=2","again":"","page":2}')
  expect(redactKeys(body, [''])).toBe(body)
})
