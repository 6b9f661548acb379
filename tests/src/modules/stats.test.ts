import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { eq, sql } from 'drizzle-orm'
import { upsertCompanies } from '#db/company/queries'
import { game } from '#db/game/table'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { release } from '#db/release/table'
import { source } from '#db/source/table'
import type { App } from '#src/app'
import { ask, createTestApp } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App

const platformRow = (id: number, slug: string, family: string | null) => ({
  id,
  slug,
  name: slug,
  labelEn: slug,
  labelFr: slug,
  family,
})

beforeAll(async () => {
  stores = await createTestStores()
  const { db } = stores
  await db
    .insert(platform)
    .values([platformRow(1, 'ps2', 'PlayStation'), platformRow(2, 'ps3', 'PlayStation'), platformRow(3, 'wii', null)])
  await db.insert(genre).values([
    { id: 1, slug: 'racing', labelEn: 'Racing', labelFr: 'Course' },
    { id: 2, slug: 'role-playing', labelEn: 'Role-playing', labelFr: 'Jeu de rôle', aliases: ['RPG'] },
  ])
  const licence = { kind: 'file', trust: 50, licence: 'CC0-1.0', redistributable: true, commercial: true }
  await db.insert(source).values({ slug: 'my-list', name: 'My list', ...licence })
  const companies = await upsertCompanies(db, ['Square', 'Nintendo'])
  const companyIds = (...names: string[]) => names.map((name) => companies.get(name) ?? 0)
  const ids = await insertGames(db, [
    {
      title: 'Quest',
      platformIds: [1, 2],
      genreIds: [2],
      year: 2001,
      scoreCritics: 90,
      scoreUsers: 80,
      scoreVotes: 50,
      salesCopies: 30,
      companyIds: companyIds('square'),
      sourceIds: [1],
    },
    { title: 'Saga', platformIds: [1], genreIds: [2], year: 2001, scoreCritics: 95, scoreVotes: 2, salesCopies: 7 },
    {
      title: 'Tale',
      platformIds: [1],
      genreIds: [1, 2],
      year: 2001,
      scoreCritics: 60,
      scoreUsers: 70,
      scoreVotes: 10,
      companyIds: companyIds('square', 'nintendo'),
    },
    { title: 'Plumber', platformIds: [3], year: 2006, scoreCritics: 97, companyIds: companyIds('nintendo') },
    { title: 'Undated', kind: 'demo' },
  ])
  await insertGames(db, [{ title: 'Quest Copy', platformIds: [1], year: 2001, mergedInto: ids[0] ?? '' }])
  const [quest = '', saga = ''] = ids
  await db.insert(release).values([
    { gameId: quest, platformId: 1, region: '', salesCopies: 10 },
    { gameId: quest, platformId: 1, region: 'eu', salesCopies: 4 },
    { gameId: quest, platformId: 2, region: 'eu', salesCopies: 12 },
    { gameId: quest, platformId: 2, region: 'na', salesCopies: 8 },
    { gameId: saga, platformId: 1, region: '', edition: 'goty' },
  ])
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

type Row = Record<string, unknown> & { games: number; best: object | null; sales: unknown }
type Answer = { by: string[]; items: Row[]; rows: number; total: Row }

async function read(query: string): Promise<Answer> {
  const response = await ask(app, `/v1/stats?${query}`)
  expect([query, response.status]).toEqual([query, 200])
  return (await response.json()) as Answer // safe: the status is 200
}
const counts = async (query: string, ...names: string[]) =>
  (await read(query)).items.map((row) => [...names.map((name) => row[name]), row.games])

describe('GET /v1/stats answers', () => {
  test('counts, means, medians, copies and the best game of each year, in order, unknown ones last', async () => {
    const { by, items, rows } = await read('by=year')
    expect([by, rows]).toEqual([['year'], 3])
    expect(items.map(({ year, games }) => [year, games])).toEqual([
      [2001, 3],
      [2006, 1],
      [null, 1],
    ])
    expect(items[0]).toEqual({
      year: 2001,
      games: 3,
      critics: { games: 3, mean: 81.67, median: 90 },
      users: { games: 2, mean: 75, median: 75 },
      sales: { games: 2, copies: 37 },
      best: { slug: 'quest', title: 'Quest', score: 90, votes: 50 },
    })
    expect(items[2]).toMatchObject({ critics: null, users: null, sales: null, best: null })
  })

  test.each<[string, string[], unknown[][]]>([
    [
      'by=platform',
      ['platform'],
      [
        ['ps2', 3],
        ['ps3', 1],
        ['wii', 1],
        [null, 1],
      ],
    ],
    [
      'by=family',
      ['family'],
      [
        ['PlayStation', 3],
        [null, 2],
      ],
    ],
    [
      'by=genre',
      ['genre'],
      [
        ['role-playing', 3],
        [null, 2],
        ['racing', 1],
      ],
    ],
    [
      'by=company&sort=key',
      ['company'],
      [
        ['nintendo', 2],
        ['square', 2],
        [null, 2],
      ],
    ],
    [
      'by=source',
      ['source'],
      [
        [null, 4],
        ['my-list', 1],
      ],
    ],
    [
      'by=critics',
      ['criticsFrom'],
      [
        [60, 1],
        [90, 1],
        [95, 2],
        [null, 1],
      ],
    ],
    [
      'by=sales,users',
      ['salesFrom', 'usersFrom'],
      [
        [0, 80, 1],
        [0, null, 1],
        [null, 70, 1],
        [null, null, 2],
      ],
    ],
    [
      'by=year,platform',
      ['year', 'platform'],
      [
        [2001, 'ps2', 3],
        [2001, 'ps3', 1],
        [2006, 'wii', 1],
        [null, null, 1],
      ],
    ],
    [
      'by=company,genre&genre=racing&sort=key',
      ['company', 'genre'],
      [
        ['nintendo', 'racing', 1],
        ['nintendo', 'role-playing', 1],
        ['square', 'racing', 1],
        ['square', 'role-playing', 1],
      ],
    ],
    [
      'by=region',
      ['region'],
      [
        [null, 4],
        ['eu', 1],
        ['na', 1],
      ],
    ],
    [
      'by=year,region&platform=ps2',
      ['year', 'region'],
      [
        [2001, 'eu', 1],
        [2001, 'na', 1],
        [2001, null, 2],
      ],
    ],
  ])('%s: a game counts in every row whose values it has', async (query, names, rows) =>
    expect(await counts(query, ...names)).toEqual(rows),
  )

  test('a total that counts every game once', async () => {
    const { total, items } = await read('by=genre')
    expect(items.reduce((sum, { games }) => sum + games, 0)).toBe(6)
    expect(total).toMatchObject({ games: 5, sales: { games: 2, copies: 37 }, best: { slug: 'plumber' } })
  })

  test('copies by platform and family from releases, worldwide ones before those of regions', async () => {
    const sales = async (query: string) => (await read(query)).items.map((row) => row.sales)
    expect(await sales('by=platform&platform=ps2,ps3&sort=key')).toEqual([
      { games: 1, copies: 10 },
      { games: 1, copies: 20 },
    ])
    expect(await sales('by=family&platform=ps2')).toEqual([{ games: 1, copies: 30 }])
    expect(await sales('by=year&platform=ps2')).toEqual([{ games: 2, copies: 37 }])
  })

  test('the best game with enough votes, in one request for every year and platform', async () => {
    const best = async (query: string) =>
      (await read(query)).items.map((row) => (row.best && 'slug' in row.best ? row.best.slug : null))
    expect(await best('by=year,platform&genre=rpg')).toEqual(['quest', 'quest'])
    expect(await best('by=year,platform&genre=rpg&bestVotes=0')).toEqual(['saga', 'quest'])
    expect(await best('by=platform&platform=wii')).toEqual(['plumber'])
  })

  test.each([
    ['platform=ps2', 3],
    ['platformAll=ps2,ps3', 1],
    ['platformNot=wii', 4],
    ['genre=racing,role-playing', 3],
    ['company=square&genreNot=racing', 1],
    ['yearFrom=2001&yearTo=2005', 3],
    ['scoreMin=90', 3],
    ['scoreMax=89', 1],
    ['scoreMin=60&scoreMax=95', 3],
    ['source=my-list', 1],
    ['kind=demo', 1],
    ['updatedSince=2999-01-01', 0],
    ['updatedSince=2000-01-01&platform=ps2,ps3&scoreMin=50', 3],
  ])('under the filter %s the games that the list has', async (filter, games) => {
    const list = await ask(app, `/v1/games?limit=100&${filter}`)
    const { items } = (await list.json()) as { items: unknown[] } // safe: the status is 200
    expect(items).toHaveLength(games)
    expect((await read(`by=year&${filter}`)).total.games).toBe(games)
  })

  test('the number of all rows beside those that the limit leaves', async () => {
    const { items, rows } = await read('by=platform&limit=2')
    expect([items.map((row) => row.platform), rows]).toEqual([['ps2', 'ps3'], 4])
  })

  test.each([
    ['-games', ['ps2', 'ps3', 'wii', null]],
    ['-critics', ['wii', 'ps3', 'ps2', null]],
    ['-users', ['ps3', 'ps2', 'wii', null]],
    ['-sales', ['ps3', 'ps2', 'wii', null]],
    ['key', ['ps2', 'ps3', 'wii', null]],
  ])('rows in the order %s, unknown figures last', async (sort, slugs) =>
    expect((await read(`by=platform&sort=${sort}`)).items.map((row) => row.platform)).toEqual(slugs),
  )

  test('what changed, once 30 s are over or in another service', async () => {
    const games = async (service: App) =>
      ((await (await ask(service, '/v1/stats?by=year')).json()) as Answer).total.games // safe: it answers
    const before = await games(app)
    const [id = ''] = await insertGames(stores.db, [{ title: 'Newest', year: 2020 }])
    expect([await games(app), await games(createTestApp(stores))]).toEqual([before, before + 1])
    await stores.db.update(game).set({ year: 2021, scoreUsers: 40 }).where(eq(game.id, id))
    const { items } = (await (await ask(createTestApp(stores), '/v1/stats?by=year&yearFrom=2020')).json()) as Answer // safe: it answers
    expect(items).toMatchObject([{ year: 2021, games: 1, users: { mean: 40 } }])
    await stores.db.delete(game).where(eq(game.id, id))
    expect(await games(createTestApp(stores))).toBe(before)
  })
})

describe('GET /v1/stats refuses', () => {
  test.each([
    ['', 'by'],
    ['by=', 'by'],
    ['by=publisher', 'by'],
    ['by=year,year', 'by'],
    ['by=platform,family', 'by'],
    ['by=year,genre,source', 'by'],
    ['by=year&limit=0', 'limit'],
    ['by=year&limit=10001', 'limit'],
    ['by=year&limit=1e3', 'limit'],
    ['by=year&sort=games', 'sort'],
    ['by=year&bestVotes=-1', 'bestVotes'],
    ['by=year&platform=ps9', 'platform'],
    ['by=year&yearFrom=2005&yearTo=1990', 'yearFrom'],
    ['by=year&genre=racing&genreNot=racing', 'genreNot'],
    ['by=year&updatedSince=2026-04-31', 'updatedSince'],
  ])('%p with 422 that names %s', async (query, name) => {
    const response = await ask(app, `/v1/stats?${query}`)
    expect(response.status).toBe(422)
    const { code, errors } = (await response.json()) as { code: string; errors: { name: string }[] } // safe: every 422 is a problem
    expect([code, errors.map((error) => error.name)]).toEqual(['invalid_request', [name]])
  })

  test('an unknown parameter with 422, and a caller without a token with 401', async () => {
    expect((await ask(app, '/v1/stats?by=year&groupBy=year')).status).toBe(422)
    expect((await ask(app, '/v1/stats?by=year', { headers: {} })).status).toBe(401)
  })
})

test('statistics that would cost too much are refused before they are read, with filters that help', async () => {
  const service = createTestApp(stores)
  await stores.db.execute(sql`update list_size set games = games * 10000000`)
  try {
    const response = await ask(service, '/v1/stats?by=company,genre&platform=ps2')
    expect(response.status).toBe(422)
    const { code, detail } = (await response.json()) as { code: string; detail: string } // safe: every 422 is a problem
    expect(code).toBe('too_costly')
    for (const name of ['genre', 'company', 'yearFrom', 'one dimension']) expect(detail).toContain(name)
    expect(detail).not.toContain('platform')
  } finally {
    await stores.db.execute(sql`update list_size set games = games / 10000000`)
  }
})
