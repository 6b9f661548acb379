import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Client } from '#src/client/index'
import type { RunListQuery } from '#src/modules/runs/model'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let api: Client

const ELITE = { key: 'elite', title: 'Elite' }

beforeAll(async () => {
  stores = await createTestStores()
  api = await createTestClient(stores, { scope: 'curate' })
  const a = memorySource('a', [[ELITE, { ...ELITE }, 'no record'], [{ key: 'doom', title: 'Doom' }]])
  await load(stores, a)
  await load(stores, a)
  await load(stores, memorySource('b', [[ELITE]]))
  // A run that stopped with a driver's message, inside a table with text keys.
  await stores.db.execute(sql`update ingest_run set status = 'reading', finished_at = null,
    checkpoint = '{"row": 7, "key0": "secret"}', error = 'no answer from https://user:secret@host/list?key=secret (refused)'
    where id = 3`)
})
afterAll(() => stores[Symbol.asyncDispose]())

const idsOf = async (query: RunListQuery) => (await api.v1.runs.get({ query })).data?.items.map(({ id }) => id)

describe('GET /v1/runs answers', () => {
  test('runs with counts that add up, newest first', async () => {
    const { data } = await api.v1.runs.get({ query: {} })
    expect(data?.items.map(({ id }) => id)).toEqual([3, 2, 1])
    expect(data?.items[2]).toEqual({
      id: 1,
      source: 'a',
      dataset: 'a',
      status: 'done',
      replay: false,
      read: 4,
      expected: 4,
      accepted: 2,
      unchanged: 0,
      duplicate: 1,
      quarantined: 1,
      removed: 0,
      records: { linked: 0, new: 2, review: 0 },
      games: { created: 2, updated: 0, merged: 0 },
      checkpoint: { page: 2 },
      error: null,
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    })
    expect(data?.items[1]).toMatchObject({ read: 4, accepted: 0, unchanged: 2, duplicate: 1, quarantined: 1 })
  })

  test('the number of records that a run which is reading will have read, by the part of its input', async () => {
    await using own = await createTestStores()
    const half = memorySource('half', [
      [ELITE, 'no record', { key: 'doom', title: 'Doom' }],
      [{ key: 'quake', title: 'Quake' }],
    ])
    await load(own, half, { limit: 3 })
    const [run] = await rowsOf<{ id: number; expected: number }>(
      own.db,
      sql`select id::int as id, expected::int as expected from ingest_run order by id desc limit 1`,
    )
    expect(run?.expected).toBe(6)
    await own.db.execute(sql`update ingest_run set status = 'reading' where id = ${run?.id}`)
    const reader = await createTestClient(own, { scope: 'curate' })
    expect((await reader.v1.runs({ id: run?.id ?? 0 }).get()).data).toMatchObject({ read: 3, expected: 6 })
  })

  test('the error of a run without URLs, and its checkpoint without keys', async () => {
    const { data } = await api.v1.runs({ id: 3 }).get()
    expect(data).toMatchObject({
      checkpoint: { row: 7 },
      error: 'no answer from (address) (refused)',
      finishedAt: null,
    })
    expect(JSON.stringify(data)).not.toContain('secret')
  })

  test('those of a source, and those of a status', async () => {
    expect(await idsOf({ source: 'a' })).toEqual([2, 1])
    expect(await idsOf({ source: 'a,b' })).toEqual([3, 2, 1])
    expect(await idsOf({ source: 'A' })).toEqual([2, 1])
    expect(await idsOf({ status: 'reading,archived' })).toEqual([3])
    expect(await idsOf({ source: 'a', status: 'reading' })).toEqual([])
  })

  test('every run once, page by page, with a link to the next', async () => {
    const { data: first, headers } = await api.v1.runs.get({ query: { limit: 2 } })
    expect(first?.items.map(({ id }) => id)).toEqual([3, 2])
    expect(headers.get('link')).toBe(`</v1/runs?limit=2&cursor=${first?.next}>; rel="next"`)
    const { data: last } = await api.v1.runs.get({ query: { limit: 2, cursor: first?.next ?? '' } })
    expect([last?.items.map(({ id }) => id), last?.next]).toEqual([[1], null])
  })
})

describe('GET /v1/runs refuses', () => {
  test('a cursor of another list with 400', async () => {
    const { error } = await api.v1.runs.get({ query: { cursor: 'x' } })
    expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })

  test.each(['status=broken', 'source=nobody', 'source=a,a', 'limit=0', 'dataset=a'])(
    'invalid and unknown parameters with 422: %s',
    async (query) => {
      const headers = { authorization: `Bearer ${await testToken('curate')}` }
      expect((await ask(createTestApp(stores), `/v1/runs?${query}`, { headers })).status).toBe(422)
    },
  )

  test('an unknown run with 404, and an invalid id with 422', async () => {
    const { error } = await api.v1.runs({ id: 999 }).get()
    expect(error).toMatchObject({ status: 404, value: { code: 'no_such_run' } })
    expect((await api.v1.runs({ id: 'x' }).get()).error?.status).toBe(422)
  })
})

describe('callers without the scope of GET /v1/runs', () => {
  test('get 401 without a token, and 403 with that of a reader', async () => {
    const nobody = await createTestClient(stores, { token: 'nonsense' })
    const reader = await createTestClient(stores)
    for (const [stranger, status] of [
      [nobody, 401],
      [reader, 403],
    ] as const) {
      expect((await stranger.v1.runs.get({ query: {} })).error?.status).toBe(status)
      expect((await stranger.v1.runs({ id: 1 }).get()).error?.status).toBe(status)
    }
  })
})
