import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { companyKey } from '#catalogue/merge/company'
import { upsertCompanies } from '#db/company/queries'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { createSearch } from '#db/search/search'
import { source } from '#db/source/table'
import { ask, createTestApp, createTestClient } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const word = (id: number, slug: string, label: string, aliases: string[]) => ({
  id,
  slug,
  name: label,
  labelEn: label,
  labelFr: label,
  aliases,
})

beforeAll(async () => {
  stores = await createTestStores()
  const { db } = stores
  await db
    .insert(platform)
    .values([
      word(1, 'ps2', 'PlayStation 2', ['PS2', 'Sony PlayStation 2']),
      word(2, 'ps3', 'PlayStation 3', []),
      word(3, 'nes', 'Nintendo Entertainment System', ['Famicom']),
    ])
  await db.insert(genre).values([word(1, 'role-playing', 'Role-playing', ['RPG']), word(2, 'racing', 'Racing', [])])
  const licence = { kind: 'file', trust: 50, licence: 'CC0-1.0', redistributable: true, commercial: true }
  await db.insert(source).values([
    { slug: 'my-list', name: 'The list of mine', ...licence },
    { slug: 'closed', name: 'A closed one', ...licence, redistributable: false },
  ])
  const companies = await upsertCompanies(db, ['Nintendo Co., Ltd.', 'Electronic Arts', 'Square Enix'])
  const id = (slug: string) => companies.get(companyKey(slug)) ?? 0
  await insertGames(db, [
    {
      title: 'Final Quest',
      platformIds: [1],
      genreIds: [1],
      companyIds: [id('square-enix')],
      sourceIds: [1],
      year: 2001,
    },
    { title: 'Final Race', platformIds: [1, 2], genreIds: [2], companyIds: [id('electronic-arts')], year: 2006 },
    {
      title: 'Final Plumber',
      platformIds: [3],
      companyIds: [id('nintendo')],
      scoreCritics: 88,
      sourceIds: [2],
      disputed: true,
    },
    { title: 'Final Tune', kind: 'soundtrack', platformIds: [3] },
  ])
})
afterAll(() => stores[Symbol.asyncDispose]())

type Answer = { items: { slug: string }[]; total: { value: number; exact: boolean } }

async function read(query: string): Promise<Answer> {
  const response = await ask(createTestApp(stores), `/v1/games?${query}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Answer // safe: the status is 200
}
const slugs = async (query: string) => (await read(query)).items.map(({ slug }) => slug)

describe('filters answer', () => {
  const same: [string, string][] = [
    ['platform=ps2', 'platform=PS2'],
    ['platform=ps2', 'platform=playstation2'],
    ['platform=ps2', 'platform=Sony%20PlayStation%202'],
    ['platform=nes', 'platform=famicom'],
    ['platformNot=ps2,nes', 'platformNot=PlayStation%202,FAMICOM'],
    ['genre=role-playing', 'genre=rpg'],
    ['genre=role-playing', 'genre=Role%20Playing'],
    ['company=nintendo', 'company=Nintendo'],
    ['company=electronic-arts', 'company=Electronic%20Arts%20Inc.'],
    ['company=electronic-arts', 'company=Electronic+Arts'],
    ['company=square-enix', 'companyAll=SQUARE%20ENIX'],
    ['company=square-enix', 'company=squareenix'],
    ['source=my-list', 'source=The%20list%20of%20mine'],
  ]
  test.each(same)('%s as %s', async (slug, other) => {
    expect(await slugs(other)).toEqual(await slugs(slug))
    if (!slug.startsWith('platformNot')) expect((await slugs(other)).length).toBeGreaterThan(0)
  })

  test('the same in a search, whose index knows slugs only', async () => {
    const api = await createTestClient({ ...stores, search: createSearch(stores.db) })
    const { data } = await api.v1.search.get({ query: { q: 'final', platform: 'PlayStation 2', genre: 'rpg' } })
    expect(data?.items.map(({ slug }) => slug)).toEqual(['final-quest'])
  })

  test.each([
    ['true', ['final-quest']],
    ['false', ['final-plumber', 'final-race', 'final-tune']],
  ] as const)('redistributable=%s in a search by the licences of sources', async (redistributable, slugs) => {
    const api = await createTestClient({ ...stores, search: createSearch(stores.db) })
    const { data } = await api.v1.search.get({ query: { q: 'final', redistributable } })
    expect(data?.items.map(({ slug }) => slug).sort()).toEqual([...slugs])
  })

  test.each([
    ['true', ['final-plumber']],
    ['false', ['final-quest', 'final-race', 'final-tune']],
  ] as const)('disputed=%s in a list, a search and statistics', async (disputed, slugs) => {
    const api = await createTestClient({ ...stores, search: createSearch(stores.db) })
    const listed = await api.v1.games.get({ query: { disputed, sort: 'title' } })
    expect(listed.data?.items.map(({ slug }) => slug)).toEqual([...slugs])
    const found = await api.v1.search.get({ query: { q: 'final', disputed } })
    expect(found.data?.items.map(({ slug }) => slug).sort()).toEqual([...slugs])
    const counted = await api.v1.stats.get({ query: { by: 'platform', disputed } })
    expect(counted.data?.items.reduce((games, row) => games + row.games, 0)).toBeGreaterThanOrEqual(slugs.length)
  })

  test('the same word under two names as one', async () =>
    expect(await slugs('platform=ps2,PlayStation%202')).toEqual(['final-quest', 'final-race']))

  test('a company as soon as it has a game', async () => {
    const app = createTestApp(stores)
    expect((await ask(app, '/v1/games?company=newcomer')).status).toBe(422)
    const companies = await upsertCompanies(stores.db, ['Newcomer'])
    expect((await ask(app, '/v1/games?company=newcomer')).status).toBe(200)
    await insertGames(stores.db, [{ title: 'Newest', companyIds: [companies.get('newcomer') ?? 0] }])
    const page = (await (await ask(app, '/v1/games?company=newcomer')).json()) as Answer
    expect(page).toMatchObject({ items: [{ slug: 'newest' }], total: { value: 1, exact: true } })
    await stores.db.execute(sql`delete from game where slug = 'newest'`)
  })
})

describe('the total of a list', () => {
  test.each([
    ['', 4],
    ['limit=1', 4],
    ['platform=ps2&limit=1', 2],
    ['platform=ps2,ps3&limit=1', 2],
    ['platform=ps2&genre=racing&limit=1', 1],
    ['platformNot=ps2&limit=1', 2],
    ['kind=soundtrack,game&limit=1', 4],
    ['yearFrom=2002&limit=1', 1],
    ['yearFrom=1990&scoreMin=10&limit=1', 0],
    ['scoreMin=88', 1],
    ['scoreMin=88&scoreMax=88', 1],
    ['scoreMax=0', 0],
    ['yearFrom=2500', 0],
    ['updatedSince=2999-01-01', 0],
    ['platform=nes&fields=title&limit=1', 2],
    ['redistributable=true', 1],
    ['redistributable=false&limit=1', 3],
    ['redistributable=true&platform=ps2,nes', 1],
    ['redistributable=true&platform=nes', 0],
    ['disputed=true', 1],
    ['disputed=false&limit=1', 3],
    ['disputed=true&platform=nes&limit=1', 1],
    ['disputed=true&platform=ps2', 0],
    ['redistributable=false&source=closed', 1],
    ['redistributable=true&source=closed', 0],
  ])('of %s is %d', async (query, value) => expect((await read(query)).total).toEqual({ value, exact: true }))

  test('is the same on every page', async () => {
    const api = await createTestClient(stores)
    for (const query of [{ platform: 'ps2,nes' }, { platform: 'nes' }, { platformNot: 'ps3' }]) {
      const { data: first } = await api.v1.games.get({ query: { ...query, limit: 1 } })
      const { data: next } = await api.v1.games.get({ query: { ...query, limit: 1, cursor: first?.next ?? '' } })
      expect(next?.total).toEqual(first?.total)
    }
  })
})

type Refusal = { code: string; detail: string; errors: { in: string; name: string; expected: string }[] }

const CANARY = 'zyxwv-canary'

describe('filters refuse', () => {
  async function refusal(query: string): Promise<Refusal> {
    const response = await ask(createTestApp(stores), query.startsWith('/') ? query : `/v1/games?${query}`)
    expect([query, response.status]).toEqual([query, 422])
    return (await response.json()) as Refusal // safe: every 422 is a problem
  }

  test.each([
    ['platform=ps4', 'platform', ['ps2', 'ps3'], '/v1/platforms'],
    ['platformAll=ps2,playstation9', 'platformAll', ['ps2', 'ps3'], '/v1/platforms'],
    ['platformNot=famicon', 'platformNot', ['nes'], '/v1/platforms'],
    ['genre=racin', 'genre', ['racing'], '/v1/genres'],
    ['company=nintedo', 'company', ['nintendo'], '/v1/companies'],
    ['companyNot=Electronic%20Art', 'companyNot', ['electronic-arts'], '/v1/companies'],
    ['source=my-lists', 'source', ['my-list'], '/v1/sources'],
    ['/v1/search?q=final&platform=ps4', 'platform', ['ps2', 'ps3'], '/v1/platforms'],
  ])('%s, with the nearest slugs', async (query, name, nearest, route) => {
    const { code, detail, errors } = await refusal(query)
    expect(code).toBe('invalid_request')
    expect(errors).toMatchObject([{ in: 'query', name }])
    expect(detail).toStartWith(`${name}: `)
    for (const slug of nearest) expect(detail).toContain(slug)
    expect(detail).toContain(route)
  })

  test.each(['platform', 'genre', 'company', 'source'])('an unknown %s, and do not repeat it', async (name) => {
    const { detail, errors } = await refusal(`${name}=${CANARY}`)
    expect(errors.map((error) => error.name)).toEqual([name])
    expect(detail + JSON.stringify(errors)).not.toContain(CANARY)
  })

  test.each([
    ['yearFrom=2005&yearTo=1990', 'yearFrom', 'yearTo'],
    ['scoreMin=80&scoreMax=70', 'scoreMin', 'scoreMax'],
    ['platform=ps2&platformNot=PlayStation%202', 'platformNot', 'platform'],
    ['platformAll=nes,ps2&platformNot=ps2', 'platformNot', 'platformAll'],
    ['genre=racing&genreNot=racing', 'genreNot', 'genre'],
    ['company=nintendo&companyNot=Nintendo%20Co.%20Ltd.', 'companyNot', 'company'],
  ])('%s, which contradicts itself', async (query, name, other) => {
    const { detail, errors } = await refusal(query)
    expect(errors.map((error) => error.name)).toEqual([name])
    expect(detail).toContain(other)
  })

  test('a day that does not exist', async () => {
    const { errors } = await refusal('updatedSince=2026-04-31')
    expect(errors.map(({ name }) => name)).toEqual(['updatedSince'])
    expect((await ask(createTestApp(stores), '/v1/games?updatedSince=2028-02-29T10:00:00%2B02:00')).status).toBe(200)
  })

  test('every wrong filter at once', async () => {
    const { errors } = await refusal('platform=abc&genre=def&yearFrom=2005&yearTo=1990')
    expect(errors.map(({ name }) => name).sort()).toEqual(['genre', 'platform', 'yearFrom'])
  })

  test('words that are empty, too long, too many or have control characters', async () => {
    for (const value of ['', ',', 'a,', '%20a', 'a%0Ab', 'x'.repeat(101), Array(51).fill('nes').join(',')])
      expect((await refusal(`platform=${value}`)).errors.map(({ name }) => name)).toEqual(['platform'])
  })
})

test('a list of a word that has no games is empty', async () => {
  await stores.db.insert(platform).values(word(9, 'unused', 'Unused', []))
  expect(await read('platform=unused')).toMatchObject({ items: [], total: { value: 0, exact: true } })
})
