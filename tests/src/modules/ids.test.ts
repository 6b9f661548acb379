import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { externalId, game } from '#db/game/table'
import type { App } from '#src/app'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App

const PATH_KEY = '/Game/The-Legend_of_Zelda%3A'
const URL_KEY = 'https://example.org/games/?id=7#top'

beforeAll(async () => {
  stores = await createTestStores()
  const records: Given[] = [
    { key: 'elite', title: 'Elite', externalIds: { steam: '620', wikidata: 'Q42' } },
    { key: '007', title: 'Golden Agent' },
    { key: '7', title: 'Seven' },
    { key: PATH_KEY, title: 'Zelda Path' },
    { key: URL_KEY, title: 'Zelda Address' },
  ]
  await load(stores, memorySource('my-list', [records]))
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

type Item = {
  source: string | null
  id: string | null
  game: { slug: string } | null
  error?: { code: string; detail: string }
}

async function post(body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${await testToken()}`, 'content-type': 'application/json' }
  return ask(app, '/v1/ids/resolve', { method: 'POST', headers, body: JSON.stringify(body) })
}

async function resolve(...ids: unknown[]): Promise<Item[]> {
  const response = await post({ ids })
  expect(response.status).toBe(200)
  return ((await response.json()) as { items: Item[] }).items // safe: the status is 200
}
const slugs = async (...ids: unknown[]) => (await resolve(...ids)).map(({ game }) => game?.slug ?? null)

describe('POST /v1/ids/resolve answers', () => {
  test('ids of shops and keys of records with summaries, in order, and null for an id that no game has', async () => {
    const ids = [
      { source: 'steam', id: '620' },
      { source: 'my-list', id: 'nobody' },
      { source: 'my-list', id: 'elite' },
      { source: 'wikidata', id: 'Q42' },
    ]
    const items = await resolve(...ids)
    expect(items.map(({ source, id }) => ({ source, id }) as unknown)).toEqual(ids)
    expect(items.map(({ game }) => game?.slug ?? null)).toEqual(['elite', null, 'elite', 'elite'])
    expect(items[0]?.game).toMatchObject({ title: 'Elite', kind: 'game', platforms: [], genres: [], score: null })
    expect(items.some((item) => 'error' in item)).toBe(false)
  })

  test('an id as the source writes it: leading zeros, case, paths and addresses', async () => {
    const own = (id: string) => ({ source: 'my-list', id })
    expect(await slugs(own('007'), own('7'), own('07'), own('Elite'), own(PATH_KEY), own(URL_KEY))).toEqual([
      'golden-agent',
      'seven',
      null,
      null,
      'zelda-path',
      'zelda-address',
    ])
  })

  test('an id that occurs several times each time, and no ids with no items', async () => {
    const steam = { source: 'steam', id: '620' }
    expect(await slugs(steam, steam, { source: 'steam', id: '1' }, steam)).toEqual(['elite', 'elite', null, 'elite'])
    expect(await slugs()).toEqual([])
  })

  test('1,000 ids', async () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => ({ source: 'shop', id: String(at) }))
    const games = await insertGames(
      stores.db,
      ids.slice(0, 500).map(({ id }) => ({ title: `Shopped ${id}` })),
    )
    await stores.db.insert(externalId).values(games.map((gameId, at) => ({ source: 'shop', id: String(at), gameId })))
    const found = await slugs(...ids)
    expect(found).toEqual(ids.map((_, at) => (at < 500 ? `shopped-${at}` : null)))
  })

  test('an id of a merged game with the game that lives on, also over several merges', async () => {
    const [last = '', middle = '', first = ''] = await insertGames(stores.db, [
      { title: 'Merged Last' },
      { title: 'Merged Middle' },
      { title: 'Merged First' },
    ])
    await stores.db.insert(externalId).values({ source: 'gog', id: '1', gameId: first })
    await stores.db.insert(externalId).values({ source: 'gog', id: '2', gameId: last })
    const merge = async (id: string, into: string) =>
      stores.db.update(game).set({ mergedInto: into }).where(eq(game.id, id))
    await merge(first, middle)
    await merge(middle, last)
    expect(await slugs({ source: 'gog', id: '1' }, { source: 'gog', id: '2' })).toEqual(['merged-last', 'merged-last'])
  })

  test('an id of several games with the one that the source itself means, else with an error that names them', async () => {
    const [one = '', other = ''] = await insertGames(stores.db, [{ title: 'Twin A' }, { title: 'Twin B' }])
    const twin = (id: string, gameId: string) => ({ source: id === '7' ? 'my-list' : 'gog', id, gameId })
    await stores.db.insert(externalId).values([twin('7', one), twin('77', one), twin('77', other)])
    const [own, twins] = await resolve({ source: 'my-list', id: '7' }, { source: 'gog', id: '77' })
    expect(own?.game?.slug).toBe('seven')
    expect(twins).toMatchObject({ game: null, error: { code: 'ambiguous_id' } })
    expect(twins?.error?.detail).toContain('twin-a, twin-b')
  })

  test('the ids of games that people merged', async () => {
    const api = await createTestClient(stores, { scope: 'read curate' })
    await load(stores, memorySource('other', [[{ key: 'b', title: 'Frontier' }]]))
    await api.v1.games({ slug: 'frontier' }).merge.post({ with: 'elite' })
    expect(await slugs({ source: 'other', id: 'b' })).toEqual(['elite'])
  })
})

describe('among right ids', () => {
  const right = { source: 'steam', id: '620' }

  test.each([
    ['no object', 5],
    ['null', null],
    ['a list', ['steam', '620']],
    ['no source', { id: '620' }],
    ['an empty source', { source: '', id: '620' }],
    ['a number for an id', { source: 'steam', id: 620 }],
    ['no id', { source: 'steam' }],
    ['an empty id', { source: 'steam', id: '' }],
    ['a long id', { source: 'steam', id: '6'.repeat(601) }],
    ['an id with NUL', { source: 'steam', id: '6\0' }],
    ['an id with half a surrogate pair', { source: 'steam', id: '6\ud800' }],
    ['a source with NUL', { source: 'ste\0am', id: '6' }],
    ['a further member', { source: 'steam', id: '620', slug: 'elite' }],
  ])('one of a wrong form gets an error: %s', async (_, wrong) => {
    const items = await resolve(right, wrong, right)
    expect(items.map((item) => item.game?.slug ?? item.error?.code)).toEqual(['elite', 'malformed_id', 'elite'])
  })

  test.each([
    ['Steam', 'steam'],
    ['my_list', 'my-list'],
    ['wiki-data', 'wikidata'],
  ])('one of the unknown source %s gets an error that names the nearest', async (source, nearest) => {
    const [wrong, found] = await resolve({ source, id: '620' }, right)
    expect(wrong).toMatchObject({ source, game: null, error: { code: 'unknown_source' } })
    expect(wrong?.error?.detail).toContain(nearest)
    expect(found?.game?.slug).toBe('elite')
  })

  test('one of a source like none gets an error that does not repeat it', async () => {
    const [wrong] = await resolve({ source: 'zyxwv-canary-zyxwv', id: '1' })
    expect(wrong?.error?.code).toBe('unknown_source')
    expect(wrong?.error?.detail).not.toContain('canary')
  })
})

describe('POST /v1/ids/resolve refuses', () => {
  test('more than 1,000 ids, other members and parameters with 422', async () => {
    const many = Array.from({ length: 1_001 }, () => ({ source: 'steam', id: '620' }))
    for (const body of [{ ids: many }, {}, { ids: {} }, { ids: [], more: 1 }, []])
      expect((await post(body)).status).toBe(422)
  })

  test('callers without a token with 401', async () => {
    expect((await ask(app, '/v1/ids/resolve', { method: 'POST', headers: {} })).status).toBe(401)
  })
})
