import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Client, ClientError, createClient } from '#src/client/index'
import { PAGE_ITEMS } from '#src/client/pages'
import { isRead, READING_POSTS } from '#src/client/reads'
import { type Listening, listen } from '#src/http/listen'
import { PageSize } from '#src/wire/fields'
import { createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

const GAMES = 230

let stores: TestStores
let app: ReturnType<typeof createTestApp>
let service: Listening
let client: Client
const asked: string[] = []

beforeAll(async () => {
  stores = await createTestStores()
  await insertGames(
    stores.db,
    Array.from({ length: GAMES }, (_, at) => ({ title: `Zelda ${String(at).padStart(3, '0')}` })),
  )
  app = createTestApp(stores)
  service = listen(app, { host: '127.0.0.1', port: 0 })
  client = createClient(service.url, {
    token: await testToken('read curate'),
    fetch(url, init) {
      asked.push(url.slice(service.url.length))
      return fetch(url, init)
    },
  })
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

/** Returns the requests that `work` made. */
async function requestsOf(work: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0
  await work()
  return [...asked]
}

describe('pages', () => {
  test('yield every item of a list once and in order, in as few requests as the service allows', async () => {
    const titles: string[] = []
    const requests = await requestsOf(async () => {
      for await (const game of client.pages.games({ sort: 'title' })) titles.push(game.title)
    })
    expect(titles).toEqual(Array.from({ length: GAMES }, (_, at) => `Zelda ${String(at).padStart(3, '0')}`))
    expect(requests).toHaveLength(3)
    expect(requests[0]).toBe(`/v1/games?limit=${PAGE_ITEMS}&sort=title`)
  })

  test('ask for no page before it is needed, and for none after a break', async () => {
    const requests = await requestsOf(async () => {
      for await (const _ of client.pages.games({ limit: 10 })) break
    })
    expect(requests).toEqual(['/v1/games?limit=10'])
    expect(await requestsOf(async () => void client.pages.games())).toEqual([])
  })

  test('start over each time a list is asked for', async () => {
    const count = async () => (await Array.fromAsync(client.pages.games())).length
    expect([await count(), await count()]).toEqual([GAMES, GAMES])
  })

  test('exist for every list of the service that has pages, except those of administrators', async () => {
    const { search, games, companies, decisions, review, runs, quarantine } = client.pages
    expect(await Array.fromAsync(search({ q: 'zelda' }))).toHaveLength(GAMES)
    expect(await Array.fromAsync(games({ yearFrom: 1900 }))).toEqual([])
    for (const empty of [companies, decisions, review, runs, quarantine])
      expect(await Array.fromAsync<unknown>(empty())).toEqual([])
    const paged = app.routes
      .filter(({ hooks }) => Object.hasOwn(hooks.query?.properties ?? {}, 'cursor'))
      .map(({ path }) => path.replace('/v1/', ''))
      .filter((path) => !path.startsWith('admin/'))
    expect(paged.sort()).toEqual(['companies', 'decisions', 'games', 'quarantine', 'review', 'runs', 'search'])
  })

  test('ask for as many items as the service sends at most', () => {
    expect(PageSize.openapi).toMatchObject({ maximum: PAGE_ITEMS })
  })

  test('throw the problem of a page that is refused, and the reason of one that is aborted', async () => {
    const stranger = createClient(service.url, { token: 'nonsense' })
    const problem = await Array.fromAsync(stranger.pages.games()).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ClientError)
    expect(problem).toMatchObject({ status: 401, value: { code: 'unauthenticated' } })
    const stop = new AbortController()
    const titles: string[] = []
    const reading = async () => {
      for await (const game of client.pages.games({ limit: 10 }, { signal: stop.signal })) {
        titles.push(game.title)
        stop.abort()
      }
    }
    expect(await reading().catch((error: unknown) => error)).toMatchObject({ value: { reason: 'aborted' } })
    expect(titles).toHaveLength(10)
  })

  test('and the client are no promises: an async function can return them', async () => {
    const returned = async () => client
    expect(await returned()).toBe(client)
    expect(await (async () => client.pages)()).toBe(client.pages)
  })
})

test('the POST routes that only read are those of the scope read', () => {
  const reading = app.routes.filter(({ hooks }) => hooks.detail?.security?.[0]?.bearer?.includes('read'))
  expect(reading.map(({ path }) => path)).toContain('/v1/games')
  const posts = reading.filter(({ method }) => method === 'POST').map(({ path }) => path)
  expect([...READING_POSTS].sort()).toEqual(posts.sort())
})

test('a POST is a read only if its route is listed as one', () => {
  const listed = ['/v1/ids/resolve']
  expect(isRead('POST', 'https://host/base/v1/ids/resolve?x=1', listed)).toBe(true)
  expect(isRead('POST', 'https://host/v1/games/elite/merge', listed)).toBe(false)
  expect(isRead('PUT', 'https://host/v1/ids/resolve', listed)).toBe(false)
})
