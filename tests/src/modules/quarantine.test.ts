import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Client } from '#src/client/index'
import type { QuarantineQuery } from '#src/modules/quarantine/model'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let api: Client

const UNTITLED = { key: 'x', title: '' }

beforeAll(async () => {
  stores = await createTestStores()
  api = await createTestClient(stores, { scope: 'curate' })
  await load(stores, memorySource('a', [[{ key: 'elite', title: 'Elite' }, 'no, record'], [UNTITLED]]))
  await load(stores, memorySource('b', [['<b>bold</b>']]))
  await load(stores, memorySource('c', [['mended']]))
  await stores.db.execute(sql`update quarantine set resolved_at = now() where raw = 'mended'`)
})
afterAll(() => stores[Symbol.asyncDispose]())

const rawsOf = async (query: QuarantineQuery) =>
  (await api.v1.quarantine.get({ query })).data?.items.map(({ raw }) => raw)

describe('GET /v1/quarantine answers', () => {
  test('records in quarantine with reason, position and original text', async () => {
    const { data } = await api.v1.quarantine.get({ query: {} })
    expect(data?.items).toMatchObject([
      { source: 'a', run: 1, key: null, reason: 'invalid_json', field: null, position: { page: 0 }, raw: 'no, record' },
      {
        source: 'a',
        run: 1,
        reason: 'missing_title',
        field: 'title',
        position: { page: 1 },
        raw: JSON.stringify(UNTITLED),
      },
      { source: 'b', run: 2, reason: 'invalid_json', message: 'No record.', raw: '<b>bold</b>', damaged: false },
    ])
    expect(data?.next).toBeNull()
  })

  test('numbers by source and reason, the most frequent first, without what was resolved', async () => {
    const { data } = await api.v1.quarantine.reasons.get({ query: {} })
    expect(data?.items.map(({ source, reason, field, records }) => [source, reason, field, records])).toEqual([
      ['a', 'invalid_json', null, 1],
      ['a', 'missing_title', 'title', 1],
      ['b', 'invalid_json', null, 1],
    ])
  })

  test('those of a source, of a reason, of a run', async () => {
    expect(await rawsOf({ source: 'b' })).toEqual(['<b>bold</b>'])
    expect(await rawsOf({ reason: 'missing_title' })).toEqual([JSON.stringify(UNTITLED)])
    expect(await rawsOf({ source: 'a', reason: 'invalid_json,missing_title' })).toHaveLength(2)
    expect(await rawsOf({ run: 2 })).toEqual(['<b>bold</b>'])
    expect(await rawsOf({ run: 3, source: 'a' })).toEqual([])
    expect(await rawsOf({ source: 'c' })).toEqual([])
  })

  test('a record without its text if that is no longer kept', async () => {
    await stores.db.execute(
      sql`update quarantine set raw = null where source_id = (select id from source where slug = 'b')`,
    )
    expect(await rawsOf({ source: 'b' })).toEqual([null])
    await stores.db.execute(sql`update quarantine set raw = '<b>bold</b>' where raw is null`)
  })

  test('every refused record once, page by page', async () => {
    const seen = []
    for (let cursor: string | undefined; ; ) {
      const { data, headers } = await api.v1.quarantine.get({ query: { limit: 1, ...(cursor && { cursor }) } })
      seen.push(...(data?.items.map(({ id }) => id) ?? []))
      expect(headers.has('link')).toBe(data?.next != null)
      if (!data?.next) break
      cursor = data.next
    }
    expect(seen).toEqual([1, 2, 3])
  })
})

describe('GET /v1/quarantine refuses', () => {
  test('a cursor of another list with 400', async () => {
    const { error } = await api.v1.quarantine.get({ query: { cursor: 'x' } })
    expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })

  test.each(['run=x', 'run=-1', 'reason=No%20title', 'limit=101', 'code=missing_title'])(
    'invalid and unknown parameters with 422: %s',
    async (query) => {
      const headers = { authorization: `Bearer ${await testToken('curate')}` }
      expect((await ask(createTestApp(stores), `/v1/quarantine?${query}`, { headers })).status).toBe(422)
    },
  )
})

describe('callers without the scope of GET /v1/quarantine', () => {
  test('get 401 without a token, and 403 with that of a reader: only curators see original text', async () => {
    const nobody = await createTestClient(stores, { token: 'nonsense' })
    expect((await nobody.v1.quarantine.get({ query: {} })).error?.status).toBe(401)
    const reader = await createTestClient(stores)
    const { error } = await reader.v1.quarantine.get({ query: {} })
    expect(error).toMatchObject({ status: 403, value: { code: 'forbidden' } })
  })
})
