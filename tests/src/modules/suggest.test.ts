import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { createSearch } from '#db/search/search'
import { startFaultServer } from '#tests/db/search/fault-server'
import { ask, createTestApp, createTestClient } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await insertGames(stores.db, [
    { title: 'The Legend of Zelda', year: 1986, popularity: 9000 },
    { title: 'Zelda II: The Adventure of Link', year: 1987, popularity: 3000 },
    { title: 'Tetris', year: 1989 },
  ])
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('GET /v1/suggest answers', () => {
  test('games that complete the text, in the documented shape', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.suggest.get({ query: { q: 'tet' } })
    expect(data?.items).toEqual([{ slug: expect.any(String), title: 'Tetris', year: 1989, platforms: [] }])
    expect(data?.degraded).toBe(false)
    const { data: none } = await api.v1.suggest.get({ query: { q: 'nothing like it' } })
    expect(none).toEqual({ items: [], degraded: false })
  })

  test('from Postgres while Elasticsearch fails, marked degraded, and searches go on asking Elasticsearch', async () => {
    await using server = startFaultServer({ request: () => 503 })
    const search = createSearch(stores.db, { client: createElasticsearchClient({ url: server.url }), alias: 'games' })
    const api = await createTestClient({ ...stores, search })
    for (let times = 0; times < 5; times++) {
      const { data } = await api.v1.suggest.get({ query: { q: 'zelda' } })
      expect(data).toMatchObject({ items: [{ year: 1987 }, { year: 1986 }], degraded: true })
    }
    expect(server.requests()).toBe(3)
    await api.v1.search.get({ query: { q: 'zelda' } })
    expect(server.requests()).toBe(4)
  })
})

describe('GET /v1/suggest refuses', () => {
  test.each(['', 'q=', 'q=%20', `q=${'a'.repeat(201)}`, 'q=a&limit=5'])('"%s" with 422', async (query) => {
    expect((await ask(createTestApp(stores), `/v1/suggest?${query}`)).status).toBe(422)
  })
})

describe('callers without a valid token', () => {
  test('get 401', async () => {
    expect((await ask(createTestApp(stores), '/v1/suggest?q=a', { headers: {} })).status).toBe(401)
  })
})
