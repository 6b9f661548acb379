import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { platform } from '#db/platform/table'
import type { SearchRequest, SearchService } from '#db/search/engine'
import { STEPS } from '#db/search/rules'
import { createCursors, cursorScope } from '#src/http/page'
import { ask, createTestApp, createTestClient, TEST_SECRET } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { scopeless } from '#tests/support/scopeless'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  const { db } = stores
  await db.insert(platform).values({ id: 1, slug: 'nes', name: 'NES', labelEn: 'NES', labelFr: 'NES' })
  await insertGames(db, [
    { title: 'The Legend of Zelda', year: 1986, platformIds: [1], popularity: 9000, scoreCritics: 90 },
    { title: 'Zelda II: The Adventure of Link', year: 1987, platformIds: [1], popularity: 3000 },
    { title: 'Tetris', year: 1989 },
  ])
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('GET /v1/search answers', () => {
  test('games by the words of their titles, in the documented shape', async () => {
    const api = await createTestClient(stores)
    const { data, error } = await api.v1.search.get({ query: { q: 'zelda', facets: 'platform,year' } })
    expect(error).toBeNull()
    expect(data?.items.map(({ title }) => title).sort()).toEqual([
      'The Legend of Zelda',
      'Zelda II: The Adventure of Link',
    ])
    expect(data).toMatchObject({
      engine: 'postgres',
      degraded: false,
      confident: true,
      next: null,
      total: { value: 2 },
    })
    expect(data?.facets.platform).toEqual([{ value: 'nes', label: 'NES', count: 2 }])
    expect(Object.keys(data?.facets ?? {})).not.toContain('genre')
    expect(typeof data?.items[0]?.relevance).toBe('number')
    expect(data?.items[0]?.highlight).toContain('<em>')
    expect(data?.items.find(({ year }) => year === 1986)).toMatchObject({ platforms: ['nes'], score: { critics: 90 } })
  })

  test('an explanation only if asked', async () => {
    const api = await createTestClient(stores)
    const { data: plain } = await api.v1.search.get({ query: { q: 'zelda' } })
    const { data: explained } = await api.v1.search.get({ query: { q: 'zelda', explain: 'true' } })
    expect(plain?.items[0]?.explanation).toBeUndefined()
    expect(plain?.items[0]?.scoring).toBeUndefined()
    expect(explained?.items[0]?.explanation).toBeString()
    const { explanation, scoring } = explained?.items[0] ?? {}
    expect(scoring).toMatchObject({ step: 'strict', rule: expect.any(String) })
    expect(explanation).toContain(`(${scoring?.points.toFixed(1)} points)`)
    expect(explanation).toContain(
      `about ${scoring?.players.toLocaleString('en')} players add ${scoring?.playerPoints.toFixed(1)}.`,
    )
  })

  test('pages without gaps or repetitions, with a Link to the next', async () => {
    const api = await createTestClient(stores)
    const { data: first, headers } = await api.v1.search.get({ query: { q: 'zelda', limit: 1 } })
    expect(headers.get('link')).toContain('rel="next"')
    const { data: second } = await api.v1.search.get({ query: { q: 'zelda', limit: 1, cursor: first?.next ?? '' } })
    const titles = [...(first?.items ?? []), ...(second?.items ?? [])].map(({ title }) => title)
    expect(titles.sort()).toEqual(['The Legend of Zelda', 'Zelda II: The Adventure of Link'])
  })

  test('every game without words, the most popular first, with facets', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.search.get({ query: { facets: 'platform', platform: 'nes' } })
    expect(data?.items.map(({ year }) => year)).toEqual([1986, 1987])
    expect(data).toMatchObject({ total: { value: 2, exact: true }, facetsExact: true })
    expect(data?.facets).toEqual({ platform: [{ value: 'nes', label: 'NES', count: 2 }] })
    const { data: page } = await api.v1.search.get({ query: { limit: 1 } })
    const { data: next } = await api.v1.search.get({ query: { limit: 1, cursor: page?.next ?? '' } })
    expect([...(page?.items ?? []), ...(next?.items ?? [])].map(({ year }) => year)).toEqual([1986, 1987])
  })

  test('the same filters as the list of games', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.search.get({ query: { q: 'zelda', yearFrom: 1987, platform: 'nes' } })
    expect(data?.items.map(({ year }) => year)).toEqual([1987])
  })

  test('any text, without a fault', async () => {
    const app = createTestApp(stores)
    for (const q of [
      "'",
      '"',
      '%',
      '_',
      '\\',
      '&|!()',
      'a:*',
      '<script>',
      '😀',
      'é'.repeat(200),
      '-',
      '*',
      ':',
      '\u200b',
    ])
      expect((await ask(app, `/v1/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
  })
})

describe('GET /v1/search refuses', () => {
  for (const query of ['q=', 'q=%20', `q=${'a'.repeat(201)}`, 'q=a&facets=toys', 'q=a&explain=yes', 'q=a&sort=title'])
    test(`"${query.slice(0, 20)}" with 422`, async () => {
      expect((await ask(createTestApp(stores), `/v1/search?${query}`)).status).toBe(422)
    })

  test('a cursor of other words with 400', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.search.get({ query: { q: 'zelda', limit: 1 } })
    const { error } = await api.v1.search.get({ query: { q: 'tetris', cursor: data?.next ?? '' } })
    expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })

  test('a cursor of other filters with 400', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.search.get({ query: { q: 'zelda', platform: 'nes', limit: 1 } })
    const cursor = data?.next ?? ''
    const { error } = await api.v1.search.get({ query: { q: 'zelda', cursor } })
    expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
    const { data: second } = await api.v1.search.get({ query: { q: 'zelda', platform: 'nes', limit: 5, cursor } })
    expect(second?.items).toHaveLength(1)
  })

  test('a cursor of a release with other steps with 400', async () => {
    const position = ['postgres', 'fuzzy', 1, crypto.randomUUID()]
    const cursorOf = (steps: string) =>
      createCursors({ jwtSecret: TEST_SECRET }).make(cursorScope(`search:${steps}`, { q: 'zelda' }), position)
    const statusOf = async (steps: string) =>
      (await ask(createTestApp(stores), `/v1/search?q=zelda&cursor=${cursorOf(steps)}`)).status
    expect(await statusOf('browse,strict,slips')).toBe(400)
    expect(await statusOf(STEPS.join())).toBe(200)
  })

  test('a cursor of the other engine with 400', async () => {
    const moving = { ...stores, search: changingEngine(stores.search) }
    const app = createTestApp(moving)
    const first = (await (await ask(app, '/v1/search?q=zelda&limit=1')).json()) as { next: string }
    expect((await ask(app, `/v1/search?q=zelda&limit=1&cursor=${first.next}`)).status).toBe(400)
  })
})

/** Returns a search that Elasticsearch seems to answer once, and Postgres from then on. */
function changingEngine(search: SearchService): SearchService {
  let asked = 0
  return {
    ...search,
    engine: 'elasticsearch',
    search: async (request: SearchRequest) => {
      asked += 1
      const answer = await search.search(request)
      return { ...answer, engine: asked === 1 ? 'elasticsearch' : 'postgres', degraded: asked > 1 }
    },
  }
}

describe('callers without a valid token', () => {
  test('get 401, even without words to search for', async () => {
    const app = createTestApp(stores)
    expect((await ask(app, '/v1/search', { headers: {} })).status).toBe(401)
  })

  test('get 403 with a token without a scope', async () => {
    const api = await createTestClient(stores, { token: scopeless() })
    const { error } = await api.v1.search.get({ query: { q: 'zelda' } })
    expect(error).toMatchObject({ status: 403 })
  })
})
