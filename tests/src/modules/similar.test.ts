import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { ask, createTestApp, createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { scopeless } from '#tests/support/scopeless'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const on = (platform: string, year: number) => ({
  releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' as const } }],
})
const valve = { developers: ['Valve'], publishers: ['Valve Corporation'], genres: ['puzzle', 'shooter'] }

const GIVEN: Given[] = [
  { key: 'p1', title: 'Portal', ...on('pc', 2007), ...valve, series: ['Portal'], popularity: 9_000_000 },
  { key: 'p2', title: 'Portal 2', ...on('pc', 2011), ...valve, series: ['Portal'] },
  { key: 'hl', title: 'Half-Life 2', ...on('pc', 2004), ...valve, genres: ['shooter'] },
  { key: 'ost', title: 'Portal Soundtrack', kind: 'soundtrack', ...on('pc', 2007), ...valve },
  { key: 'd1', title: 'Doom', ...on('pc', 1993), developers: ['id Software'], genres: ['shooter'] },
  {
    key: 'd2',
    title: 'Doom II: Hell on Earth',
    ...on('pc', 1994),
    developers: ['id Software, Inc.'],
    genres: ['shooter'],
  },
  { key: 'f04', title: 'FIFA Football 2004', ...on('ps2', 2003), publishers: ['Electronic Arts'], genres: ['sports'] },
  { key: 'f05', title: 'FIFA Football 2005', ...on('ps2', 2004), publishers: ['Electronic Arts'], genres: ['sports'] },
  { key: 'n05', title: 'NBA Live 2005', ...on('ps2', 2004), publishers: ['Electronic Arts'], genres: ['sports'] },
  { key: 'o1', title: 'Obduction', ...on('pc', 2016), tags: ['mystery', 'exploration', 'sci-fi'] },
  { key: 'o2', title: 'Outer Wilds', ...on('ps4', 2019), tags: ['exploration', 'scifi', 'mystery', 'space'] },
  { key: 'alone', title: 'Zzyzx', ...on('oric', 1984) },
  { key: 'h1', title: 'Hexen', ...on('atari-jaguar', 1995), genres: ['role-playing', 'fighting'] },
  { key: 'h2', title: 'Xorxis', ...on('atari-jaguar', 1995), genres: ['role-playing', 'fighting'] },
]

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('list', [GIVEN]))
})
afterAll(() => stores[Symbol.asyncDispose]())

async function similarTo(slug: string, limit?: number) {
  const api = await createTestClient(stores)
  const { data, error } = await api.v1.games({ slug }).similar.get({ query: limit === undefined ? {} : { limit } })
  expect(error).toBeNull()
  return data?.items ?? []
}

describe('GET /v1/games/{slug}/similar answers', () => {
  test('the next game of a series first, with the reasons', async () => {
    const [first, second] = await similarTo('portal')
    expect(first).toMatchObject({
      slug: 'portal-2',
      year: 2011,
      platforms: ['pc'],
      genres: ['shooter', 'puzzle'],
      because: ['same series', 'same name', 'same developer', 'same publisher', '2 shared genres', '1 shared platform'],
    })
    expect(second?.slug).toBe('half-life-2')
    expect(first?.similarity).toBeGreaterThan(second?.similarity ?? 1)
    expect(first?.similarity).toBeLessThanOrEqual(1)
  })

  test('the next game of a series that no source states as a series', async () => {
    expect((await similarTo('doom'))[0]?.slug).toBe('doom-ii-hell-on-earth')
    expect((await similarTo('fifa-football-2004')).slice(0, 2).map(({ slug }) => slug)).toEqual([
      'fifa-football-2005',
      'nba-live-2005',
    ])
  })

  test('games with the same tags, even if they share nothing else', async () => {
    const [first] = await similarTo('obduction')
    expect(first).toMatchObject({
      slug: 'outer-wilds',
      because: ['3 shared tags'],
      shared: [{ kind: 'tag', count: 3 }],
    })
  })

  test('neither the game itself nor DLC, bundles and the like', async () => {
    for (const slug of ['portal', 'portal-2', 'portal-soundtrack']) {
      const slugs = (await similarTo(slug)).map((item) => item.slug)
      expect(slugs).not.toContain(slug)
      expect(slugs).not.toContain('portal-soundtrack')
    }
    expect((await similarTo('portal-soundtrack'))[0]?.slug).toBe('portal')
  })

  test('as many as asked for, by slug or by id', async () => {
    const [{ id = '' } = {}] = await rowsOf<{ id: string }>(stores.db, sql`select id from game where slug = 'portal'`)
    expect(await similarTo(id, 1)).toEqual(await similarTo('portal', 1))
    expect(await similarTo('portal', 1)).toHaveLength(1)
  })

  test('an empty list for a game that has nothing in common with any other', async () => {
    expect(await similarTo('zzyzx')).toEqual([])
  })

  test('an empty list for a game of which others have only genres, platform and year', async () => {
    expect(await similarTo('hexen')).toEqual([])
  })

  test('the current state of games: a changed record changes the list at once', async () => {
    const changed = { key: 'x', title: 'Chell', ...on('pc', 2020), series: ['Portal'], developers: ['Valve'] }
    await load(stores, memorySource('more', [[{ ...changed, series: ['Elsewhere'], developers: ['Nobody'] }]]))
    expect((await similarTo('portal')).map(({ slug }) => slug)).not.toContain('chell')
    await load(stores, memorySource('more', [[changed]]))
    const chell = (await similarTo('portal')).find(({ slug }) => slug === 'chell')
    expect(chell?.because).toEqual(['same series', 'same developer', '1 shared platform'])
  })

  test('308 for a merged game, to the list of the game it was merged into', async () => {
    await stores.db.execute(sql`insert into game (id, slug, title, sort_title, kind, provenance, content_hash, merged_into)
      select '00000000-0000-7000-8000-00000000000a', 'old-portal', 'x', 'x', 'game', '{}', 0, id from game where slug = 'portal'`)
    const response = await ask(createTestApp(stores), '/v1/games/old-portal/similar?limit=3')
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('/v1/games/portal/similar?limit=3')
  })
})

describe('GET /v1/games/{slug}/similar refuses', () => {
  test('an unknown game with 404', async () => {
    const api = await createTestClient(stores)
    const { error } = await api.v1.games({ slug: 'nobody' }).similar.get({ query: {} })
    expect(error).toMatchObject({ status: 404, value: { code: 'no_such_game' } })
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'include=provenance'])('%s with 422', async (query) => {
    expect((await ask(createTestApp(stores), `/v1/games/portal/similar?${query}`)).status).toBe(422)
  })
})

describe('callers without a valid token', () => {
  test('get 401, also for an unknown game, and 403 with a token without a scope', async () => {
    const api = await createTestClient(stores, { token: 'nonsense' })
    expect((await api.v1.games({ slug: 'nobody' }).similar.get({ query: {} })).error).toMatchObject({ status: 401 })
    const other = await createTestClient(stores, { token: scopeless() })
    expect((await other.v1.games({ slug: 'portal' }).similar.get({ query: {} })).error).toMatchObject({ status: 403 })
  })
})
