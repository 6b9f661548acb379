import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { SORTS } from '#db/game/order'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { source } from '#db/source/table'
import type { GameListQuery } from '#src/modules/games/model'
import { ask, createTestApp, createTestClient } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { scopeless } from '#tests/support/scopeless'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let ids: string[]

const word = (id: number, slug: string) => ({ id, slug, name: slug, labelEn: slug, labelFr: slug })

beforeAll(async () => {
  stores = await createTestStores()
  const { db } = stores
  await db.insert(platform).values([word(1, 'ps2'), word(2, 'gb'), word(3, 'nes')])
  await db.insert(genre).values([word(1, 'puzzle'), word(2, 'racing')])
  await db.insert(source).values({
    slug: 'vgsales',
    name: 'VGChartz',
    kind: 'file',
    trust: 50,
    licence: 'CC0-1.0',
    redistributable: true,
    commercial: true,
    attribution: 'Data by VGChartz',
    attributionUrl: 'https://example.org/',
  })
  ids = await insertGames(db, [
    {
      title: 'Tetris',
      year: 1989,
      released: '1989-06-14',
      releasedPrecision: 'day',
      platformIds: [2, 3],
      genreIds: [1],
      sourceIds: [1],
      salesCopies: 35_000_000,
      popularity: 90_000,
      scoreCritics: 87.3,
      scoreVotes: 12,
      summary: 'Blocks fall.',
      website: 'https://tetris.com',
      coverUrl: 'https://example.org/t.jpg',
      coverSource: 'vgsales',
      alternativeNames: ['Тетрис'],
      provenance: {
        title: {
          rule: 'only',
          winners: [{ by: { source: 'vgsales', dataset: 'vgsales', key: 'Tetris' }, value: 'Tetris' }],
          losers: [],
        },
      },
    },
    {
      title: 'Burnout 3',
      year: 2004,
      released: '2004-01-01',
      releasedPrecision: 'year',
      platformIds: [1],
      genreIds: [2],
      scoreCritics: 93,
      popularity: 5000,
      salesCopies: 1_500_000,
      sourceIds: [1],
    },
    { title: 'Columns', year: 1990, platformIds: [2], genreIds: [1], scoreCritics: 70, popularity: 5000 },
    { title: 'Elite', kind: 'game', popularity: 5000 },
    { title: 'Elite Soundtrack', kind: 'soundtrack' },
    { title: 'Untold' },
  ])
  const [tetris = ''] = ids
  await insertGames(db, [{ title: 'Tetris DX', mergedInto: tetris }])
  await db.execute(sql`insert into release (game_id, platform_id, region, released, released_precision, sales_copies)
    values (${tetris}, 2, 'eu', '1990-09-28', 'day', 10), (${tetris}, 3, '', null, null, null)`)
  await db.execute(sql`insert into company (key, slug, name) values ('nintendo', 'nintendo', 'Nintendo')`)
  await db.execute(sql`insert into game_company (game_id, company_id, role) values (${tetris}, 1, 'publisher')`)
  await db.execute(sql`update game set company_ids = '{1}' where id = ${tetris}`)
  await db.execute(sql`insert into game_series (game_id, slug, name) values (${tetris}, 'tetris', 'Tetris')`)
  await db.execute(sql`insert into rating (game_id, board, rating) values (${tetris}, 'PEGI', '3')`)
  await db.execute(
    sql`insert into external_id (source, id, game_id) values ('steam', '1003590', ${tetris}), ('x', 'a/b', ${tetris})`,
  )
})
afterAll(() => stores[Symbol.asyncDispose]())

async function slugs(query: GameListQuery): Promise<string[]> {
  const api = await createTestClient(stores)
  const { data, error } = await api.v1.games.get({ query })
  expect(error).toBeNull()
  return (data?.items ?? []).map(({ slug }) => slug)
}

describe('GET /v1/games answers', () => {
  test('every game that is not merged, by title, in the documented shape', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.games.get({ query: {} })
    expect(data?.items.map(({ slug }) => slug)).toEqual([
      'burnout-3',
      'columns',
      'elite',
      'elite-soundtrack',
      'tetris',
      'untold',
    ])
    expect(data?.items[4]).toEqual({
      id: ids[0] ?? '',
      slug: 'tetris',
      title: 'Tetris',
      kind: 'game',
      year: 1989,
      released: { date: '1989-06-14', precision: 'day' },
      platforms: ['gb', 'nes'],
      genres: ['puzzle'],
      score: { critics: 87.3, users: null, votes: 12 },
      salesCopies: 35_000_000,
      popularity: 90_000,
    })
    expect(data?.items[5]).toMatchObject({ year: null, released: null, score: null, platforms: [] })
    expect(data?.next).toBeNull()
  })

  for (const sort of SORTS)
    test(`pages without gaps or repetitions, of any size, by ${sort}`, async () => {
      const api = await createTestClient(stores)
      const whole = await slugs({ sort })
      for (const limit of [1, 2, 4]) {
        const seen: string[] = []
        let cursor: string | null | undefined
        do {
          const { data } = await api.v1.games.get({ query: { sort, limit, ...(cursor && { cursor }) } })
          seen.push(...(data?.items ?? []).map(({ slug }) => slug))
          cursor = data?.next
        } while (cursor)
        expect(seen).toEqual(whole)
      }
    })

  test('the highest value first and unknown values last', async () => {
    expect((await slugs({ sort: '-score' })).slice(0, 3)).toEqual(['burnout-3', 'tetris', 'columns'])
    expect((await slugs({ sort: '-released' })).slice(0, 2)).toEqual(['burnout-3', 'tetris'])
    expect((await slugs({ sort: '-sales' })).slice(0, 2)).toEqual(['tetris', 'burnout-3'])
  })

  test('only games that match the filters', async () => {
    expect(await slugs({ platform: 'ps2,nes' })).toEqual(['burnout-3', 'tetris'])
    expect(await slugs({ platformAll: 'gb,nes' })).toEqual(['tetris'])
    expect(await slugs({ genre: 'puzzle', platformNot: 'nes' })).toEqual(['columns'])
    expect(await slugs({ company: 'nintendo' })).toEqual(['tetris'])
    expect(await slugs({ yearFrom: 1990, yearTo: 2003 })).toEqual(['columns'])
    expect(await slugs({ scoreMin: 80 })).toEqual(['burnout-3', 'tetris'])
    expect(await slugs({ source: 'vgsales' })).toEqual(['burnout-3', 'tetris'])
    expect(await slugs({ kind: 'soundtrack' })).toEqual(['elite-soundtrack'])
    expect(await slugs({ updatedSince: '2999-01-01' })).toEqual([])
  })

  test('a filtered list pages like an unfiltered one', async () => {
    const api = await createTestClient(stores)
    const { data: first } = await api.v1.games.get({ query: { scoreMin: 60, sort: '-score', limit: 2 } })
    const { data: second } = await api.v1.games.get({
      query: { scoreMin: 60, sort: '-score', limit: 2, cursor: first?.next ?? '' },
    })
    expect([...(first?.items ?? []), ...(second?.items ?? [])].map(({ slug }) => slug)).toEqual([
      'burnout-3',
      'tetris',
      'columns',
    ])
  })

  test('only the members asked for, with the slug and the id', async () => {
    const response = await ask(createTestApp(stores), '/v1/games?fields=title,year&limit=1')
    expect(await response.json()).toMatchObject({
      items: [{ id: ids[1] ?? '', slug: 'burnout-3', title: 'Burnout 3', year: 2004 }],
    })
  })

  test('a Link to the next page, relative or at the public address', async () => {
    const relative = await ask(createTestApp(stores), '/v1/games?limit=1&sort=-score')
    expect(relative.headers.get('link')).toMatch(/^<\/v1\/games\?limit=1&sort=-score&cursor=[^>]+>; rel="next"$/)
    const absolute = await ask(createTestApp(stores, { publicUrl: 'https://games.example.org/' }), '/v1/games?limit=1')
    expect(absolute.headers.get('link')).toStartWith('<https://games.example.org/v1/games?limit=1&cursor=')
    const [, next = ''] = /<([^>]+)>/.exec(relative.headers.get('link') ?? '') ?? []
    const page = (await (await ask(createTestApp(stores), next)).json()) as { items: { slug: string }[] }
    expect(page.items.map(({ slug }) => slug)).toEqual(['tetris'])
  })

  test('a platform that was added after the service started', async () => {
    const api = await createTestClient(stores)
    await api.v1.games.get({ query: {} })
    await stores.db.insert(platform).values(word(99, 'new-console'))
    await insertGames(stores.db, [{ title: 'Zzz Late', platformIds: [99] }])
    const { data } = await api.v1.games.get({ query: { platform: 'new-console' } })
    expect(data?.items[0]?.platforms).toEqual(['new-console'])
    await stores.db.execute(sql`delete from game where slug = 'zzz-late'`)
  })
})

describe('GET /v1/games refuses', () => {
  const wrong: [string, string | null][] = [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=0x10', 'limit'],
    ['limit=%205', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=', 'limit'],
    ['limit=5.0', 'limit'],
    ['yearFrom=Infinity', 'yearFrom'],
    ['sort=year', 'sort'],
    ['sort=title;drop', 'sort'],
    ['kind=toy', 'kind'],
    ['platform=nobody-knows-this', 'platform'],
    ['platform=a,,b', 'platform'],
    ['updatedSince=yesterday', 'updatedSince'],
    ['updatedSince=2026-13-01', 'updatedSince'],
    ['fields=secret', 'fields'],
    ['unknown=1', null],
    ['yearform=1990', null],
    ['__proto__=1', null],
    ['scoreMin=101', 'scoreMin'],
    ['scoreMax=101', 'scoreMax'],
    ['scoreMin=80&scoreMax=79', 'scoreMin'],
  ]
  for (const [query, name] of wrong)
    test(`${query} with 422, and does not repeat what was sent`, async () => {
      const response = await ask(createTestApp(stores), `/v1/games?${query}`)
      expect(response.status).toBe(422)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const problem = (await response.json()) as { code: string; errors: { name: string | null }[] }
      expect(problem.code).toBe('invalid_request')
      expect(problem.errors.map((error) => error.name)).toEqual([name])
    })

  test('a cursor that was tampered with, or that belongs to another order, with 400', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.games.get({ query: { limit: 1 } })
    const cursor = data?.next ?? ''
    const forged = Buffer.from('["a","00000000-0000-0000-0000-000000000000"]').toString('base64url')
    for (const query of [
      { cursor: `x${cursor}` },
      { cursor: cursor.slice(0, -1) },
      { cursor: `${cursor}.x` },
      { cursor: 'x' },
      { cursor: '' },
      { cursor: '🎮' },
      { cursor: 'x'.repeat(3000) },
      { cursor: `${forged}.${cursor.split('.')[1]}` },
      { cursor, sort: '-score' as const },
    ]) {
      const { error } = await api.v1.games.get({ query })
      expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
    }
  })

  test('a NUL in any encoding, with a status below 500', async () => {
    for (const path of ['/v1/games?platform=a%00b', '/v1/games/a%00b', '/v1/search?q=%00'])
      expect((await ask(createTestApp(stores), path)).status).toBe(400)
  })
})

describe('GET /v1/games/{slug} answers', () => {
  test('the whole game, by slug or by id', async () => {
    const api = await createTestClient(stores)
    const { data: game } = await api.v1.games({ slug: 'tetris' }).get({ query: {} })
    expect(game).toMatchObject({
      slug: 'tetris',
      summary: 'Blocks fall.',
      website: 'https://tetris.com',
      cover: { url: 'https://example.org/t.jpg', source: 'vgsales' },
      releases: [
        {
          platform: 'gb',
          region: 'eu',
          edition: null,
          released: { date: '1990-09-28', precision: 'day' },
          salesCopies: 10,
        },
        { platform: 'nes', region: null, edition: null, released: null, salesCopies: null },
      ],
      companies: [{ slug: 'nintendo', name: 'Nintendo', role: 'publisher' }],
      series: [{ slug: 'tetris', name: 'Tetris' }],
      ratings: [{ board: 'PEGI', rating: '3' }],
      ids: [
        { source: 'steam', id: '1003590', url: 'https://store.steampowered.com/app/1003590' },
        { source: 'x', id: 'a/b', url: null },
      ],
      related: [],
      alternativeNames: ['Тетрис'],
      attribution: [{ source: 'vgsales', text: 'Data by VGChartz', url: 'https://example.org/' }],
      unlistedSince: null,
    })
    expect(game?.provenance).toBeUndefined()
    const { data: byId } = await api.v1.games({ slug: ids[0] ?? '' }).get({ query: {} })
    expect(byId).toEqual(game)
  })

  test('the provenance of each value, if asked', async () => {
    const api = await createTestClient(stores)
    const { data } = await api.v1.games({ slug: 'tetris' }).get({ query: { include: 'provenance' } })
    expect(data?.provenance).toEqual({
      title: {
        rule: 'only',
        winners: [{ source: 'vgsales', dataset: 'vgsales', key: 'Tetris', value: 'Tetris', licence: 'CC0-1.0' }],
        losers: [],
        disputed: false,
      },
    })
  })

  test('304 to a client with the current version, and the game once it has changed', async () => {
    const app = createTestApp(stores)
    const first = await ask(app, '/v1/games/elite')
    const etag = first.headers.get('etag') ?? ''
    const authorization = `Bearer ${await (await import('#tests/support/client')).testToken()}`
    const again = () => ask(app, '/v1/games/elite', { headers: { authorization, 'if-none-match': `"x", ${etag}` } })
    expect((await again()).status).toBe(304)
    expect(await (await again()).text()).toBe('')
    await stores.db.execute(sql`update game set popularity = 1984 where slug = 'elite'`)
    expect((await again()).status).toBe(200)
  })

  test('the game, not 304, once its provenance has changed without a new version', async () => {
    const app = createTestApp(stores)
    const path = '/v1/games/burnout-3?include=provenance'
    const etag = (await ask(app, path)).headers.get('etag') ?? ''
    const authorization = `Bearer ${await (await import('#tests/support/client')).testToken()}`
    const again = () => ask(app, path, { headers: { authorization, 'if-none-match': etag } })
    expect((await again()).status).toBe(304)
    const fact = JSON.stringify({ kind: { rule: 'only', winners: [], losers: [] } })
    await stores.db.execute(sql`update game set provenance = ${fact}::text::jsonb where slug = 'burnout-3'`)
    expect((await again()).status).toBe(200)
  })

  test('308 to the game that a game was merged into, through several merges, with the query kept', async () => {
    await insertGames(stores.db, [
      {
        title: 'Oldest',
        mergedInto:
          (await stores.db.execute<{ id: string }>(sql`select id from game where slug = 'tetris-dx'`).then(rowsIn))[0]
            ?.id ?? '',
      },
    ])
    for (const slug of ['tetris-dx', 'oldest']) {
      const response = await ask(createTestApp(stores), `/v1/games/${slug}?include=provenance`)
      expect(response.status).toBe(308)
      expect(response.headers.get('location')).toBe('/v1/games/tetris?include=provenance')
    }
  })

  test('308 for its provenance and its records too, to those of the game it was merged into', async () => {
    for (const rest of ['/provenance', '/records?include=values']) {
      const response = await ask(createTestApp(stores), `/v1/games/tetris-dx${rest}`)
      expect([rest, response.status, response.headers.get('location')]).toEqual([rest, 308, `/v1/games/tetris${rest}`])
    }
  })
})

const rowsIn = (answer: unknown) =>
  (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as { id: string }[]

describe('GET /v1/games/{slug} refuses', () => {
  test('an unknown game with 404', async () => {
    const api = await createTestClient(stores)
    for (const slug of ['nobody', '00000000-0000-7000-8000-000000000000', 'ZELDA', "'; drop table game", 'é']) {
      const { error } = await api.v1.games({ slug }).get({ query: {} })
      expect(error).toMatchObject({ status: 404, value: { code: 'no_such_game' } })
    }
  })

  test('an unknown value of include with 422', async () => {
    expect((await ask(createTestApp(stores), '/v1/games/tetris?include=everything')).status).toBe(422)
  })
})

describe('callers without a valid token', () => {
  test('get 401, even with an invalid query and for an unknown game', async () => {
    const api = await createTestClient(stores, { token: 'nonsense' })
    const { error } = await api.v1.games.get({ query: { limit: 0 } })
    expect(error).toMatchObject({ status: 401, value: { code: 'unauthenticated' } })
    const { error: other } = await api.v1.games({ slug: 'nobody' }).get({ query: {} })
    expect(other).toMatchObject({ status: 401 })
  })

  test('get 403 with a token without a scope', async () => {
    const api = await createTestClient(stores, { token: scopeless() })
    const { error } = await api.v1.games.get({ query: {} })
    expect(error).toMatchObject({ status: 403, value: { code: 'forbidden' } })
  })
})
