import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { source } from '#db/source/table'
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
      family: 'playstation',
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
  await insertGames(db, [
    { title: 'Burnout Copy', platformIds: [1], genreIds: [1], sourceIds: [1], mergedInto: living },
  ])
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('the vocabulary answers', () => {
  test('platforms with labels, aliases and the number of living games', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.platforms.get({ query: {} })
    expect(data?.items).toEqual([
      { slug: 'gb', name: 'Game Boy', label: { en: 'Game Boy', fr: 'Game Boy' }, family: null, aliases: [], games: 0 },
      {
        slug: 'ps2',
        name: 'PlayStation 2',
        label: { en: 'PS2', fr: 'PS2' },
        family: 'playstation',
        aliases: ['PSX2'],
        games: 1,
      },
    ])
  })

  test('genres with labels, aliases and the number of living games', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.genres.get({ query: {} })
    expect(data?.items).toEqual([
      { slug: 'racing', label: { en: 'Racing', fr: 'Course' }, aliases: ['Driving'], games: 1 },
    ])
  })

  test('sources with their licences', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.sources.get({ query: {} })
    const licence = { name: 'CC0-1.0', redistributable: true, commercial: false, attribution: null, url: null }
    expect(data?.items).toEqual([{ slug: 'vgsales', name: 'VGChartz', kind: 'file', trust: 50, licence, games: 1 }])
  })
})

const PATHS = ['/v1/platforms', '/v1/genres', '/v1/sources']

describe('the vocabulary refuses', () => {
  for (const path of PATHS)
    test(`a parameter of ${path} with 422: it takes none`, async () => {
      const response = await ask(createTestApp(stores), `${path}?limit=1`)
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ code: 'invalid_request', errors: [{ in: 'query', name: null }] })
    })
})

describe('strangers', () => {
  for (const path of PATHS)
    test(`get 401 from ${path}`, async () => {
      expect((await ask(createTestApp(stores), path, { headers: {} })).status).toBe(401)
    })
})
