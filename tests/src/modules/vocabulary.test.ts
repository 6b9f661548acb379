import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { upsertCompanies } from '#db/company/queries'
import { rating } from '#db/game/table'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { release } from '#db/release/table'
import { source } from '#db/source/table'
import { rowsOf } from '#db/stores'
import { ask, createTestApp, createTestClient } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  const { db } = stores
  await db.insert(platform).values([
    {
      id: 1,
      slug: 'ps2',
      name: 'PlayStation 2',
      labelEn: 'PS2',
      labelFr: 'PS2',
      family: 'Home computer',
      generation: 6,
      aliases: ['PSX2'],
    },
    { id: 2, slug: 'gb', name: 'Game Boy', labelEn: 'Game Boy', labelFr: 'Game Boy' },
  ])
  await db.insert(genre).values({ id: 1, slug: 'racing', labelEn: 'Racing', labelFr: 'Course', aliases: ['Driving'] })
  await db.insert(source).values({
    slug: 'vgsales',
    name: 'VGChartz',
    kind: 'file',
    trust: 50,
    licence: 'CC0-1.0',
    redistributable: true,
    commercial: false,
  })
  const [living = ''] = await insertGames(db, [{ title: 'Burnout', platformIds: [1], genreIds: [1], sourceIds: [1] }])
  const [merged = ''] = await insertGames(db, [
    { title: 'Burnout Copy', platformIds: [1], genreIds: [1], sourceIds: [1], mergedInto: living },
  ])
  const releases = [
    { platformId: 1, region: 'eu' },
    { platformId: 2, region: 'eu+jp' },
    { platformId: 2, region: 'atlantis' },
  ]
  const ratings = [
    { board: 'pegi', rating: '12' },
    { board: 'somewhere', rating: 'B' },
  ]
  for (const gameId of [living, merged]) {
    await db.insert(release).values(releases.map((each) => ({ ...each, gameId })))
    await db.insert(rating).values(ratings.map((each) => ({ ...each, gameId })))
  }
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('the vocabulary answers', () => {
  test('platforms with labels, aliases and the number of games, merged ones not counted', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.platforms.get({ query: {} })
    expect(data?.items).toEqual([
      {
        slug: 'gb',
        name: 'Game Boy',
        label: { en: 'Game Boy', fr: 'Game Boy' },
        family: null,
        familyLabel: null,
        generation: null,
        aliases: [],
        games: 0,
      },
      {
        slug: 'ps2',
        name: 'PlayStation 2',
        label: { en: 'PS2', fr: 'PS2' },
        family: 'Home computer',
        familyLabel: { en: 'Home computer', fr: 'Micro-ordinateur' },
        generation: 6,
        aliases: ['PSX2'],
        games: 1,
      },
    ])
  })

  test('genres with labels, aliases and the number of games, merged ones not counted', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.genres.get({ query: {} })
    expect(data?.items).toEqual([
      { slug: 'racing', label: { en: 'Racing', fr: 'Course' }, aliases: ['Driving'], games: 1 },
    ])
  })

  test('regions with labels, aliases and the number of games, each counted once', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.regions.get({ query: {} })
    const items = data?.items ?? []
    expect(items.find(({ slug }) => slug === 'jp')).toEqual({
      slug: 'jp',
      label: { en: 'Japan', fr: 'Japon' },
      aliases: ['JPN', 'JAP'],
      games: 1,
    })
    expect(items.map(({ slug }) => slug)).toEqual(['asia', 'au', 'br', 'cn', 'eu', 'jp', 'kr', 'na', 'nz', 'other'])
    expect(items.flatMap(({ slug, games }) => (games > 0 ? [[slug, games]] : []))).toEqual([
      ['eu', 1],
      ['jp', 1],
    ])
  })

  test('boards with full names, areas and the number of games', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.boards.get({ query: {} })
    const items = data?.items ?? []
    expect(items.find(({ slug }) => slug === 'acb')).toEqual({
      slug: 'acb',
      label: { en: 'Australian Classification Board', fr: 'Australian Classification Board' },
      area: { en: 'Australia', fr: 'Australie' },
      aliases: ['OFLC', 'Australia'],
      games: 0,
    })
    const slugs = ['acb', 'agcom', 'bbfc', 'cadpa', 'cero', 'class-ind', 'esrb', 'fpb', 'grac', 'nzoflc', 'pegi', 'usk']
    expect(items.map(({ slug }) => slug)).toEqual(slugs)
    expect(items.flatMap(({ slug, games }) => (games > 0 ? [[slug, games]] : []))).toEqual([['pegi', 1]])
  })

  test('sources with their licences', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.sources.get({ query: {} })
    const licence = { name: 'CC0-1.0', redistributable: true, commercial: false, attribution: null, url: null }
    const source = { slug: 'vgsales', name: 'VGChartz', kind: 'file', trust: 50, origin: 'vgsales', salesCount: null }
    expect(data?.items).toEqual([{ ...source, licence, games: 1 }])
  })
})

describe('companies answer', () => {
  beforeAll(async () => {
    await upsertCompanies(stores.db, ['Namco Bandai Games Inc.', 'Valve', 'Aspyr (Mac)', 'Aspyr'])
    await upsertCompanies(stores.db, ['VALVE', 'Bandai Namco Entertainment', 'Valve Corporation', 'Valve', 'Ltd'])
    const [{ id = 0 } = {}] = await rowsOf<{ id: number }>(stores.db, sql`select id from company where slug = 'valve'`)
    const [living = ''] = await insertGames(stores.db, [{ title: 'Portal', companyIds: [id] }])
    await insertGames(stores.db, [{ title: 'Portal Copy', companyIds: [id], mergedInto: living }])
  })

  test('with other and former names and the number of games', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.companies.get({ query: {} })
    expect(data).toEqual({
      items: [
        { slug: 'aspyr', name: 'Aspyr', aliases: ['Aspyr (Mac)'], games: 0, parent: null },
        {
          slug: 'bandai-namco-entertainment',
          name: 'Bandai Namco Entertainment',
          aliases: ['Namco Bandai Games Inc.'],
          games: 0,
          parent: null,
        },
        { slug: 'valve', name: 'Valve', aliases: ['VALVE', 'Valve Corporation'], games: 1, parent: null },
      ],
      next: null,
    })
  })

  test('by the beginning of any word of a name, whatever its case, accents and legal form, the first word first', async () => {
    const api = await createTestClient(stores)
    const found = async (q: string) =>
      (await api.v1.companies.get({ query: { q } })).data?.items.map(({ slug }) => slug)
    await upsertCompanies(stores.db, ['Entertainment Arts', 'Señal Única', 'Codemasters'])
    expect(await found('ent')).toEqual(['entertainment-arts', 'bandai-namco-entertainment'])
    expect(await found('NAMCO')).toEqual(['bandai-namco-entertainment'])
    expect(await found('namco bandai games')).toEqual(['bandai-namco-entertainment'])
    expect(await found('Valve Corporation')).toEqual(['valve'])
    expect(await found('senal')).toEqual(['senal-unica'])
    expect(await found('SeñalÚ')).toEqual(['senal-unica'])
    expect(await found('ünica')).toEqual(['senal-unica'])
    expect(await found('co')).toEqual(['codemasters'])
    for (const none of ['alve', '%', '_alve', '...', 'nobody']) expect(await found(none)).toEqual([])
    await stores.db.execute(sql`delete from company where slug in ('entertainment-arts', 'senal-unica', 'codemasters')`)
  })

  test('page by page of a name, with a cursor that is only for that name', async () => {
    const app = createTestApp(stores)
    await upsertCompanies(stores.db, ['Valve North', 'Big Valve'])
    const first = (await (await ask(app, '/v1/companies?q=valve&limit=2')).json()) as { items: object[]; next: string }
    expect(first.items).toMatchObject([{ slug: 'valve' }, { slug: 'valve-north' }])
    const next = await ask(app, `/v1/companies?q=valve&cursor=${first.next}`)
    expect(await next.json()).toMatchObject({ items: [{ slug: 'big-valve' }], next: null })
    expect((await ask(app, `/v1/companies?q=big&cursor=${first.next}`)).status).toBe(400)
    await stores.db.execute(sql`delete from company where slug in ('valve-north', 'big-valve')`)
  })

  test('only those with a game, if that is asked for', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.companies.get({ query: { used: 'true' } })
    expect(data?.items.map(({ slug, games }) => [slug, games])).toEqual([['valve', 1]])
    expect((await api.v1.companies.get({ query: { used: 'true', q: 'aspyr' } })).data?.items).toEqual([])
  })

  test('pages without gaps or repetitions, with a link to the next', async () => {
    const app = createTestApp(stores)
    const first = await ask(app, '/v1/companies?limit=2')
    const [, link = ''] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? []
    const { items, next } = (await (await ask(app, link)).json()) as { items: { slug: string }[]; next: null }
    expect([items.map(({ slug }) => slug), next]).toEqual([['valve'], null])
  })

  test('a cursor of another list with 400, and a wrong limit with 422', async () => {
    const app = createTestApp(stores)
    const { next } = (await (await ask(app, '/v1/games?limit=1')).json()) as { next: string }
    for (const cursor of [next, 'x', ''])
      expect((await ask(app, `/v1/companies?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
    for (const query of ['limit=0', 'limit=101', 'name=valve'])
      expect((await ask(app, `/v1/companies?${query}`)).status).toBe(422)
  })

  test('401 without a token', async () => {
    expect((await ask(createTestApp(stores), '/v1/companies', { headers: {} })).status).toBe(401)
  })
})

describe('used=true keeps the entries that have a game', () => {
  test.each([
    ['/v1/platforms', ['ps2']],
    ['/v1/genres', ['racing']],
    ['/v1/regions', ['eu', 'jp']],
    ['/v1/boards', ['pegi']],
    ['/v1/sources', ['vgsales']],
  ])('of %s', async (path, slugs) => {
    const app = createTestApp(stores)
    const read = async (query: string) =>
      ((await (await ask(app, `${path}${query}`)).json()) as { items: { slug: string }[] }).items // safe: every list has items
    expect((await read('?used=true')).map(({ slug }) => slug)).toEqual(slugs)
    expect(await read('?used=false')).toEqual(await read(''))
    expect((await ask(app, `${path}?used=yes`)).status).toBe(422)
  })
})

const PATHS = ['/v1/platforms', '/v1/genres', '/v1/regions', '/v1/boards', '/v1/sources']

describe('the vocabulary refuses', () => {
  for (const path of PATHS)
    test(`an unknown parameter of ${path} with 422`, async () => {
      const response = await ask(createTestApp(stores), `${path}?limit=1`)
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ code: 'invalid_request', errors: [{ in: 'query', name: null }] })
    })
})

describe('callers without a token', () => {
  for (const path of PATHS)
    test(`get 401 from ${path}`, async () => {
      expect((await ask(createTestApp(stores), path, { headers: {} })).status).toBe(401)
    })
})
