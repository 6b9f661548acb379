import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { App } from '#src/app'
import type { MatchedItem } from '#src/modules/match/model'
import { LISTED, PRESS, SHOP } from '#tests/db/match/listed-titles'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

let stores: TestStores
let app: App

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('shop', [SHOP]))
  await load(stores, memorySource('press', [PRESS]))
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

async function post(body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${await testToken()}`, 'content-type': 'application/json' }
  return ask(app, '/v1/match', { method: 'POST', headers, body: JSON.stringify(body) })
}

async function match(...items: unknown[]): Promise<MatchedItem[]> {
  const response = await post({ items })
  expect(response.status).toBe(200)
  return ((await response.json()) as { items: MatchedItem[] }).items // safe: the status is 200
}

const codes = (items: MatchedItem[]): (string | null)[] => items.map(({ error }) => error?.code ?? null)

describe('POST /v1/match answers', () => {
  test('items with their games, in order, each with band, bits and evidence', async () => {
    const items = await match(...LISTED.map(([title, facts]) => ({ title, ...facts })))
    expect(items.map(({ band }) => band)).toEqual(LISTED.map(([, , band]) => band))
    expect(items.map(({ game }) => game?.slug ?? null)).toEqual(LISTED.map(([, , , [slug]]) => slug ?? null))
    const [portal] = items
    expect(portal).toMatchObject({ game: { title: 'Portal 2', year: 2011, kind: 'game' }, band: 'match', bits: 21.1 })
    expect(portal?.evidence).toEqual([
      {
        code: 'title_equal',
        field: 'title',
        says: 'title equal',
        weight: 21.1,
        asked: ['Portal 2'],
        found: ['Portal 2'],
      },
    ])
  })

  test('what a person has to choose between, as alternatives that hold their own evidence', async () => {
    const [doom] = await match({ title: 'Doom' })
    expect(doom).toMatchObject({ band: 'review', game: { slug: 'doom' } })
    expect(doom?.alternatives).toMatchObject([{ band: 'review', game: { slug: 'doom-2016' }, bits: doom?.bits }])
    expect(doom?.alternatives[0]?.evidence.map(({ code }) => code)).toEqual(['title_equal', 'tied'])
  })

  test('an item that is wrong with an error, and the others all the same', async () => {
    const wrong = [
      null,
      'Portal 2',
      [],
      { name: 'Portal 2' },
      { title: 7 },
      { title: 'Portal 2', year: '2011' },
      { title: 'Portal 2', year: 2011.5 },
      { title: 'Portal 2', year: -1 },
      { title: 'Portal 2', platform: ['PC'] },
      { title: 'Portal 2', company: 'x'.repeat(301) },
      { title: 'Portal 2', ids: ['620'] },
      { title: 'Portal 2', ids: { shop: 620 } },
    ]
    const items = await match(
      ...wrong,
      { title: 'Portal 2' },
      {},
      { title: '' },
      { title: ' \u200f ' },
      { title: '<NA>' },
    )
    expect(codes(items)).toEqual([
      ...wrong.map(() => 'malformed_item'),
      null,
      ...['missing_title', 'missing_title', 'missing_title', 'missing_title'],
    ])
    expect(items[0]).toEqual({
      ...{ game: null, band: 'none', bits: 0, evidence: [], alternatives: [] },
      error: { code: 'malformed_item', detail: 'Send an object with `title`.' },
    })
    expect(items[wrong.length]?.game?.slug).toBe('portal-2')
  })

  test('a title of 10,000 characters with an error, and absent facts like null', async () => {
    const items = await match(
      { title: 'Portal '.repeat(1_500) },
      { title: 'x'.repeat(300) },
      { title: 'Portal 2', year: null, platform: null, company: null, ids: null },
      { title: 'Portal 2', platform: '', company: ' ' },
      { title: 'Portal 2', platform: 'a platform that nobody knows' },
    )
    expect(codes(items)).toEqual(['title_too_long', null, null, null, null])
    expect(items.map(({ band }) => band)).toEqual(['none', 'none', 'match', 'match', 'match'])
  })

  test('an id before a title that contradicts it, and says so', async () => {
    const [item] = await match({ title: 'Portal 2', ids: { shop: '400' } })
    expect(item).toMatchObject({ game: { slug: 'portal' }, band: 'match' })
    expect(item?.evidence.map(({ code }) => code)).toEqual(['shared_id', 'title_differs'])
    expect(item?.evidence[0]).toMatchObject({ asked: ['shop:400'], found: ['shop:400'] })
  })

  test('no items, and 1,000 of them', async () => {
    expect(await match()).toEqual([])
    const items = await match(...Array.from({ length: 1_000 }, () => ({ title: 'Portal 2' })))
    expect(items).toHaveLength(1_000)
    expect(new Set(items.map(({ game }) => game?.slug))).toEqual(new Set(['portal-2']))
  })

  test('the typed client', async () => {
    const client = await createTestClient(stores)
    const { data } = await client.v1.match.post({ items: [{ title: 'Portal 2', year: 2011 }] })
    expect(data?.items[0]?.game?.slug).toBe('portal-2')
  })
})

describe('POST /v1/match refuses', () => {
  test('1,001 items, an unknown member, and items that are no list', async () => {
    const refused = [
      { items: Array.from({ length: 1_001 }, () => ({ title: 'a' })) },
      { items: [], limit: 1 },
      { items: {} },
      {},
    ]
    for (const body of refused) expect((await post(body)).status).toBe(422)
  })
})
