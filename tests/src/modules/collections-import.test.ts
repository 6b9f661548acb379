import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { App } from '#src/app'
import { type Answered, createPerson, type Person } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { exportOf, sendList } from '#tests/support/collections'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
  const twice = { title: 'Doom', kind: 'game' } as const
  await load(
    stores,
    memorySource('a', [
      [
        { key: '1', title: 'Okami', releases: [{ platform: 'ps2' }], externalIds: { steam: '587620' } },
        { key: '2', title: 'Ico', releases: [{ platform: 'ps2' }] },
        { key: '3', title: 'Xenogears', releases: [{ platform: 'ps1' }] },
        { key: '4', ...twice, released: { date: '1993-12-10', precision: 'day' } },
        { key: '5', ...twice, released: { date: '2016-05-13', precision: 'day' } },
      ],
    ]),
  )
})
afterAll(() => stores[Symbol.asyncDispose]())

let people = 0
const newPerson = () => createPerson(app, stores.db, `importer${++people}@example.org`)
const BASE = '/v1/me/collections'
const itemsOf = ({ body }: Answered) => body.items as Record<string, unknown>[] // safe: the answer of a list
const itemsIn = async (person: Person, name = 'owned') =>
  itemsOf(await person.get(`${BASE}/${name}/items?limit=100`)).map(({ title, game, ...item }) => ({
    title,
    slug: (game as { slug: string } | null)?.slug ?? null, // safe: an item has a game or null
    ...item,
  }))
const send = (person: Person, list: string | Uint8Array<ArrayBuffer>, options = '', name = 'owned') =>
  sendList(app, person, `${name}/import?dryRun=false${options}`, list)
const sendJson = (person: Person, list: unknown, options = '') =>
  person.send('POST', `${BASE}/owned/import?dryRun=false${options}`, list)
const countsOf = ({ body: { added, updated, unchanged, duplicate, refused } }: Answered) => ({
  added,
  updated,
  unchanged,
  duplicate,
  refused,
})

const SHELF = `Game;System;Status;My Rating;Hours;Notes;Store;Date added
Okami;PS2;Beaten;9,5;12;"top; shelf";GOG;2024-02-03
Ico;PlayStation 2;On hold;7;1,5;;;
A game that nobody knows;PS2;Backlog;;;;;
Doom;;;;;;;
`

describe('an import', () => {
  test('stores nothing unless it is asked to, and reports the same as the import', async () => {
    const person = await newPerson()
    const dry = await sendList(app, person, 'owned/import', SHELF)
    expect(dry.status).toBe(200)
    expect(dry.body).toMatchObject({ dryRun: true, rows: 4, added: 4, matched: 2, review: 1, none: 1 })
    expect(await itemsIn(person)).toEqual([])
    const real = await send(person, SHELF)
    expect(real.body).toEqual({ ...dry.body, dryRun: false })
    expect(real.body.map).toEqual({
      title: 'Game',
      platforms: 'System',
      status: 'Status',
      rating: 'My Rating',
      playtime: 'Hours',
      notes: 'Notes',
      store: 'Store',
      added: 'Date added',
    })
    expect(await itemsIn(person)).toMatchObject([
      { title: 'A game that nobody knows', slug: null, platform: 'PS2', status: 'planned' },
      { title: 'Doom', slug: null },
      { title: 'Ico', slug: 'ico', status: 'paused', rating: 7, playtimeMinutes: 90 },
      {
        title: 'Okami',
        slug: 'okami',
        status: 'finished',
        rating: 9.5,
        playtimeMinutes: 720,
        notes: 'top; shelf',
        store: 'GOG',
        addedAt: '2024-02-03T00:00:00.000Z',
      },
    ])
  })

  test('changes nothing when it is repeated', async () => {
    const person = await newPerson()
    await send(person, SHELF)
    const before = await itemsIn(person)
    expect(countsOf(await send(person, SHELF))).toEqual({
      added: 0,
      updated: 0,
      unchanged: 4,
      duplicate: 0,
      refused: 0,
    })
    expect(await itemsIn(person)).toEqual(before)
  })

  test('changes what an earlier one stated, and nothing that the person has set', async () => {
    const person = await newPerson()
    await sendJson(person, [{ title: 'Okami', rating: 5, playtime: 10 }])
    await person.send('PATCH', `${BASE}/owned/items/okami`, { rating: 9 })
    const again = await sendJson(person, [{ title: 'Okami', rating: 6, playtime: 20, notes: 'new' }])
    expect(countsOf(again)).toMatchObject({ added: 0, updated: 1 })
    expect(await itemsIn(person)).toMatchObject([{ rating: 9, playtimeMinutes: 20, notes: 'new' }])
    await person.send('PUT', `${BASE}/owned/items/okami`, { rating: 9 })
    expect(countsOf(await sendJson(person, [{ title: 'Okami', notes: 'newer' }]))).toMatchObject({ unchanged: 1 })
    expect(await itemsIn(person)).toMatchObject([{ rating: 9, playtimeMinutes: null, notes: null }])
  })

  test('makes one item of rows of one game: the first counts, later ones fill its gaps', async () => {
    const person = await newPerson()
    const list = [
      { title: 'Okami', platform: 'PS2', rating: 8 },
      { title: 'OKAMI', platform: 'PS2', rating: 3, notes: 'second' },
      { title: 'Unknown thing', notes: 'a' },
      { title: 'Unknown thing', notes: 'b' },
    ]
    expect(countsOf(await sendJson(person, list))).toMatchObject({ added: 2, duplicate: 2 })
    const items = await itemsIn(person)
    expect(items).toMatchObject([
      { title: 'Okami', rating: 8, notes: 'second' },
      { title: 'Unknown thing', notes: 'a' },
    ])
    expect(countsOf(await sendJson(person, list))).toMatchObject({ unchanged: 2, duplicate: 2 })
    expect(await itemsIn(person)).toEqual(items)
  })

  test('leaves doubtful rows to the person, who chooses a game or none, and keeps that', async () => {
    const person = await newPerson()
    await send(person, SHELF)
    const open = itemsOf(await person.get(`${BASE}/owned/unmatched`))
    expect(open.map(({ title }) => title)).toEqual(['A game that nobody knows', 'Doom'])
    const candidates = open[1]?.candidates as { game: { slug: string; year: number } }[] // safe: an unmatched item
    const chosen = candidates.find(({ game }) => game.year === 1993)?.game.slug ?? ''
    await person.send('PATCH', `${BASE}/owned/items/${open[1]?.id}`, { game: chosen })
    await person.send('PATCH', `${BASE}/owned/items/${open[0]?.id}`, { game: null })
    expect(itemsOf(await person.get(`${BASE}/owned/unmatched`))).toEqual([])
    expect(countsOf(await send(person, SHELF))).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
    expect(await itemsIn(person)).toMatchObject([{ dismissed: true }, { title: 'Doom', slug: chosen }, {}, {}])
  })

  test('matches as /v1/match does: an id counts for more than a title', async () => {
    const person = await newPerson()
    await sendJson(
      person,
      [{ title: 'Ookami HD', steamId: 587620 }],
      `&map=${encodeURIComponent('{"externalIds.steam":"steamId"}')}`,
    )
    expect(await itemsIn(person)).toMatchObject([{ title: 'Ookami HD', slug: 'okami' }])
  })

  test('takes the columns that `map` names, with scales and units, and leaves out others', async () => {
    const person = await newPerson()
    const map = {
      title: 'a',
      rating: { column: 'b', scale: 5 },
      playtime: { column: 'c', unit: 'seconds' },
      notes: null,
    }
    const list = [{ a: 'Okami', b: 4, c: 7200, notes: 'left out' }]
    const answer = await sendJson(person, list, `&map=${encodeURIComponent(JSON.stringify(map))}`)
    expect(answer.body.map).toEqual({ title: 'a', rating: 'b', playtime: 'c' })
    expect(await itemsIn(person)).toMatchObject([{ title: 'Okami', rating: 8, playtimeMinutes: 120, notes: null }])
    for (const wrong of ['{', '{"colour":"a"}', '{"title":7}', '{"title":{"column":"a","run":true}}', '[]'])
      expect([wrong, (await sendJson(person, list, `&map=${encodeURIComponent(wrong)}`)).status]).toEqual([wrong, 422])
  })

  test('twice at once makes no doubles: the second waits its turn elsewhere', async () => {
    const person = await newPerson()
    const answers = await Promise.all([send(person, SHELF), send(person, SHELF)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429])
    expect(await itemsIn(person)).toHaveLength(4)
    const elsewhere = createTestApp(stores)
    const rows = JSON.stringify(Array.from({ length: 40 }, (_, at) => ({ title: `Somewhat unknown ${at}` })))
    const both = await Promise.all(
      [app, elsewhere].map((each) => sendList(each, person, 'owned/import?dryRun=false', rows, 'application/json')),
    )
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await itemsIn(person)).toHaveLength(44)
  })

  test('whose client leaves stores nothing', async () => {
    const person = await newPerson()
    const stop = new AbortController()
    const list = JSON.stringify(Array.from({ length: 500 }, (_, at) => ({ title: `Left behind ${at}` })))
    const headers = { authorization: `Bearer ${person.tokens.accessToken}`, 'content-type': 'application/json' }
    const address = `http://localhost${BASE}/owned/import?dryRun=false`
    const answer = app.handle(new Request(address, { method: 'POST', headers, body: list, signal: stop.signal }))
    setTimeout(() => stop.abort(), 30)
    expect((await answer).status).toBe(503)
    expect(await itemsIn(person)).toEqual([])
    expect((await sendList(app, person, 'owned/import?dryRun=false', list, 'application/json')).body.added).toBe(500)
  })
})

describe('bad input', () => {
  test('of a row is an error of that row', async () => {
    const person = await newPerson()
    const list = [
      { title: 'Okami', rating: 11 },
      { title: 'Ico', playtime: -1 },
      { title: '' },
      { title: 'x'.repeat(301) },
      { title: 'Xenogears', rating: -1 },
      7,
      { title: 'Xenogears', rating: 10 },
    ]
    const answer = await sendJson(person, list)
    expect(answer.body).toMatchObject({
      ...{ rows: 7, added: 1, refused: 6 },
      problems: [
        { row: 1, code: 'invalid_rating' },
        { row: 2, code: 'invalid_playtime' },
        { row: 3, code: 'missing_title' },
        { row: 4, code: 'title_too_long' },
        { row: 5, code: 'invalid_rating' },
        { row: 6, code: 'malformed_row' },
      ],
    })
    expect(await itemsIn(person)).toMatchObject([{ title: 'Xenogears', rating: 10 }])
    const csv = await send(await newPerson(), 'title,rating\nOkami,11\nIco,7\nXenogears,8,9\n"Doom\n')
    expect(csv.body).toMatchObject({ rows: 4, added: 1, refused: 3 })
  })

  test('of a list is refused, with the way out', async () => {
    const person = await newPerson()
    const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ title: `T${at}` }))
    for (const body of [{ games: [{ title: 'Okami' }] }, 'Okami', 7, null, rows(5_001), [{ x: 1 }], []])
      expect((await sendJson(person, body)).status).toBe(422)
    expect((await send(person, `title\n${'Okami\n'.repeat(5_001)}`)).status).toBe(422)
    const sqlite = await send(person, Buffer.from('SQLite format 3\0 and what follows'))
    expect([sqlite.status, sqlite.body.detail]).toEqual([422, expect.stringContaining('sqlite3 -header -csv')])
    expect((await send(person, Buffer.from('PK\u0003\u0004 a spreadsheet'))).status).toBe(422)
    expect((await send(person, '')).status).toBe(422)
    expect((await sendList(app, person, 'owned/import', 'title\nOkami', 'application/x-sqlite3')).status).toBe(400)
    expect((await sendList(app, person, 'owned/import', '[{"title":', 'application/json')).status).toBe(400)
    const latin = Buffer.from('[{"title":"Pok\u00e9mon"}]', 'latin1')
    expect((await sendList(app, person, 'owned/import', latin, 'application/json')).status).toBe(400)
    expect((await send(person, `title\n${'x'.repeat(1024 * 1024)}`)).status).toBe(413)
    expect((await send(person, 'title\nOkami', '', 'nothing')).body.code).toBe('no_such_collection')
  })

  test('in the name of a column is a column of no meaning', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const list = JSON.parse(`[{"title":"Okami","${name}":"y"}]`)
      expect((await sendJson(await newPerson(), list)).body).toMatchObject({
        rows: 1,
        added: 1,
        map: { title: 'title' },
      })
    }
  })

  test('in another encoding is read as what it is', async () => {
    const person = await newPerson()
    await send(person, Buffer.from('Titre;Note\nPok\u00e9mon \u00e9t\u00e9;8\n', 'latin1'))
    await send(person, Buffer.from('\ufeffTitle\tRating\nOkami\t9\n', 'utf16le'))
    expect(await itemsIn(person)).toMatchObject([
      { title: 'Okami', rating: 9 },
      { title: 'Pok\u00e9mon \u00e9t\u00e9', rating: 8 },
    ])
  })
})

describe('an export', () => {
  const formulas = [
    { title: '=1+1 the game', notes: '@cmd', store: '-shelf', playtime: 5 },
    { title: "'=quoted", notes: "it's", store: '+1' },
    { title: 'Plain, "quoted"', notes: 'two\nlines' },
  ]

  test('as CSV has no formulas, and both are read back as they were', async () => {
    const [person, other, third] = [await newPerson(), await newPerson(), await newPerson()]
    await sendJson(person, formulas)
    await send(person, SHELF)
    const csv = await exportOf(app, person, 'owned')
    expect(csv).toContain("'=1+1 the game")
    for (const line of csv.split('\r\n')) expect(line).not.toMatch(/(?:^|,)"?[=+@-](?!\d)/)
    expect(countsOf(await send(other, csv))).toMatchObject({ added: 7, refused: 0 })
    expect(await exportOf(app, other, 'owned')).toBe(csv)
    const json = await exportOf(app, person, 'owned', 'application/json')
    expect(JSON.parse(json)).toHaveLength(7)
    expect(countsOf(await sendJson(third, JSON.parse(json)))).toMatchObject({ added: 7, refused: 0 })
    expect(await exportOf(app, third, 'owned', 'application/json')).toBe(json)
    expect(countsOf(await send(person, csv))).toMatchObject({ added: 0, updated: 0, unchanged: 7 })
  })

  const plain = (count: number) => Array.from({ length: count }, (_, at) => ({ title: `Nothing known ${at}` }))
  const late = {
    title: 'Late',
    year: 2000,
    platform: 'PS2',
    status: 'playing',
    rating: 3,
    playtime: 5,
    notes: 'x',
    store: 'S',
  }
  const EXPORTED: readonly (readonly [what: string, list: object[], words: Record<string, string>])[] = [
    ['titles that are numbers', [{ title: '1942', year: 1984 }, { title: '2048' }], {}],
    ['titles that are days', [{ title: '2001-01-01' }], {}],
    [
      'notes that are numbers',
      [
        { title: 'Ico', notes: '1' },
        { title: 'Okami', notes: '2' },
      ],
      {},
    ],
    ['platforms that nobody knows', [{ title: 'Ico', platform: 'Zorkotron 9000' }], {}],
    ['words for nothing, and spaces', [{ title: 'Ico' }], { notes: ' - ', store: 'N/A' }],
    ['facts that only the last rows have', [...plain(500), { ...late, ids: '{"gog":"1"}' }], {}],
  ]
  test.each(EXPORTED)('is read back without a guess: %s', async (_, list, words) => {
    const person = await newPerson()
    const map = { title: 'title', year: 'year', platforms: 'platform', notes: 'notes', ids: 'ids' }
    await sendJson(person, list, `&map=${encodeURIComponent(JSON.stringify(map))}`)
    if (Object.keys(words).length > 0) await person.send('PATCH', `${BASE}/owned/items/ico`, words)
    const [csv, json] = [await exportOf(app, person, 'owned'), await exportOf(app, person, 'owned', 'application/json')]
    const [other, third] = [await newPerson(), await newPerson()]
    expect(countsOf(await send(other, csv))).toMatchObject({ added: list.length, refused: 0 })
    expect(await exportOf(app, other, 'owned')).toBe(csv)
    expect(countsOf(await sendJson(third, JSON.parse(json)))).toMatchObject({ added: list.length, refused: 0 })
    expect(await exportOf(app, third, 'owned', 'application/json')).toBe(json)
    expect(countsOf(await send(person, csv))).toMatchObject({ added: 0, updated: 0, unchanged: list.length })
  })

  test('of a catalogue is read into an empty one without losing anything', async () => {
    const person = await newPerson()
    await send(person, SHELF)
    const csv = await exportOf(app, person, 'owned')
    await using empty = await createTestStores()
    const there = createTestApp(empty)
    const alone = await createPerson(there, empty.db, 'alone@example.org')
    await sendList(there, alone, 'owned/import?dryRun=false', csv)
    const withoutGame = (text: string) => text.replaceAll(/,[0-9a-f-]{36},[a-z0-9-]+,\r/g, ',,,\r')
    expect(await exportOf(there, alone, 'owned')).toBe(withoutGame(csv))
  })

  test('of an empty collection is an empty list', async () => {
    const person = await newPerson()
    expect(await exportOf(app, person, 'wished', 'application/json')).toBe('[]')
  })
})

test('the library of Playnite is recognised', async () => {
  const person = await newPerson()
  const library = [
    {
      Name: 'Ōkami HD',
      GameId: '587620',
      PluginId: 'cb91dfc9-b977-43bf-8e70-55f46e410fab',
      Source: { Id: 'x', Name: 'Steam' },
      Platforms: [{ Id: 'y', Name: 'PC (Windows)' }],
      ReleaseDate: { ReleaseDate: '2017-12-12' },
      CompletionStatus: { Id: 'z', Name: 'Plan to Play' },
      UserScore: 85,
      Playtime: 5400,
      Notes: 'from Playnite',
      Added: '2023-01-02T03:04:05.678Z',
    },
    { Name: 'Ico', GameId: 'abc', PluginId: '00000000-0000-0000-0000-000000000000', Playtime: 0, UserScore: null },
  ]
  expect((await sendJson(person, library)).body).toMatchObject({ added: 2, matched: 2 })
  expect(await itemsIn(person)).toMatchObject([
    { title: 'Ico', slug: 'ico', rating: null },
    {
      slug: 'okami',
      year: 2017,
      status: 'planned',
      rating: 8.5,
      playtimeMinutes: 90,
      notes: 'from Playnite',
      store: 'Steam',
      addedAt: '2023-01-02T03:04:05.678Z',
    },
  ])
})

describe('the games that somebody owns at Steam', () => {
  const STEAM_ID = '76561197960287930'
  const KEY = 'key-of-the-tests'

  /** Serves one answer as Steam does, and tells what it was asked. */
  function playSteam(answer: () => Response) {
    const asked: URL[] = []
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: (request) => {
        asked.push(new URL(request.url))
        return answer()
      },
    })
    return { asked, url: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => void server.stop(true) }
  }
  const appAt = (steamUrl: string) => createTestApp(stores, { steamApiKey: KEY, steamUrl })
  const owned = (games: object[]) => Response.json({ response: { game_count: games.length, games } })

  test('fill a collection, again with what has changed, and the SteamID is nowhere kept', async () => {
    let minutes = 60
    using steam = playSteam(() =>
      owned([
        { appid: 587620, name: 'OKAMI HD', playtime_forever: minutes, img_icon_url: 'x', rtime_last_played: 1 },
        { appid: 99, name: 'A tool of Steam', playtime_forever: 0 },
      ]),
    )
    const person = await newPerson()
    const service = appAt(steam.url)
    const ask = (options = '') =>
      sendList(
        service,
        person,
        `owned/import/steam${options}`,
        JSON.stringify({ steamId: STEAM_ID }),
        'application/json',
      )
    expect((await ask()).body).toMatchObject({ dryRun: true, added: 2 })
    expect((await ask('?dryRun=false')).body).toMatchObject({ added: 2, matched: 1 })
    expect(steam.asked[0]?.searchParams.get('steamid')).toBe(STEAM_ID)
    expect(await itemsIn(person)).toMatchObject([
      { title: 'A tool of Steam', slug: null, playtimeMinutes: 0 },
      { title: 'OKAMI HD', slug: 'okami', playtimeMinutes: 60, store: 'Steam' },
    ])
    minutes = 90
    expect(countsOf(await ask('?dryRun=false'))).toMatchObject({ added: 0, updated: 1, unchanged: 1 })
    const tables = await rowsOf<{ name: string }>(
      stores.db,
      sql`select tablename as name from pg_tables where schemaname = 'public'`,
    )
    for (const { name } of tables) {
      const [{ found } = { found: 0 }] = await rowsOf<{ found: number }>(
        stores.db,
        sql`select count(*)::int as found from ${sql.identifier(name)} t where t::text like ${`%${STEAM_ID}%`}`,
      )
      expect([name, found]).toEqual([name, 0])
    }
  })

  test('that Steam does not give are a refusal without the SteamID and the key', async () => {
    const person = await newPerson()
    for (const [answer, status] of [
      [() => Response.json({ response: {} }), 422],
      [() => new Response('<html>Forbidden</html>', { status: 403 }), 502],
      [() => new Response('', { status: 429 }), 502],
      [() => new Response('no json'), 502],
      [() => new Response('', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }), 502],
    ] as const) {
      using steam = playSteam(answer)
      const refused = await sendList(
        appAt(steam.url),
        person,
        'owned/import/steam',
        JSON.stringify({ steamId: STEAM_ID }),
        'application/json',
      )
      expect(refused.status).toBe(status)
      expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${STEAM_ID}|${KEY}`))
    }
    const body = JSON.stringify({ steamId: STEAM_ID })
    const closed = await sendList(appAt('http://127.0.0.1:1'), person, 'owned/import/steam', body, 'application/json')
    expect(closed.status).toBe(502)
    const without = await sendList(app, person, 'owned/import/steam', body, 'application/json')
    expect([without.status, without.body.code]).toEqual([501, 'not_configured'])
    for (const steamId of ['ada', '1', '7656119796028793x'])
      expect((await person.send('POST', `${BASE}/owned/import/steam`, { steamId })).status).toBe(422)
  })
})
