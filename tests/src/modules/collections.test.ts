import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { FACTS } from '#catalogue/collection/item'
import { mappings } from '#db/search/elasticsearch/mapping'
import { rowsOf } from '#db/stores'
import type { App } from '#src/app'
import { type Answered, createPerson, type Person } from '#tests/support/accounts'
import { createTestApp, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
  await load(
    stores,
    memorySource('a', [
      [
        { key: '1', title: 'Okami', releases: [{ platform: 'ps2' }] },
        { key: '2', title: 'Ico', releases: [{ platform: 'ps2' }] },
        { key: '3', title: 'Xenogears', releases: [{ platform: 'ps1' }] },
        { key: '4', title: 'Golden Axe', releases: [{ platform: 'genesis' }] },
      ],
    ]),
  )
})
afterAll(() => stores[Symbol.asyncDispose]())

let people = 0
const newPerson = () => createPerson(app, stores.db, `collector${++people}@example.org`)
const BASE = '/v1/me/collections'
const itemsOf = ({ body }: Answered) => body.items as Record<string, unknown>[] // safe: the answer of a list
const resultOf = ({ status, body }: Answered) => [status, body.code]
const titlesIn = async (person: Person, address: string) =>
  itemsOf(await person.get(`${BASE}/${address}`)).map(({ title }) => title)
const put = async (person: Person, address: string, body: object = {}) => {
  const answer = await person.send('PUT', `${BASE}/${address}`, body)
  expect([address, answer.status, answer.body.code]).toEqual([address, 200, undefined])
  return answer.body as { id: string; game: { slug: string } | null } // safe: an item
}

describe('collections', () => {
  test('are four that every account has, and others with names', async () => {
    const person = await newPerson()
    const all = async () => itemsOf(await person.get(BASE)).map(({ name, items }) => [name, items])
    expect(await all()).toEqual([
      ['owned', 0],
      ['wished', 0],
      ['playing', 0],
      ['finished', 0],
    ])
    expect((await person.send('POST', BASE, { name: 'To sell, 2026' })).status).toBe(200)
    await put(person, 'owned/items/okami')
    await put(person, 'TO%20SELL%2C%202026/items/ico')
    expect((await all()).filter(([, items]) => items !== 0)).toEqual([
      ['owned', 1],
      ['To sell, 2026', 1],
    ])
    expect(resultOf(await person.send('POST', BASE, { name: 'to sell, 2026' }))).toEqual([409, 'collection_exists'])
    expect(resultOf(await person.send('POST', BASE, { name: 'Owned' }))).toEqual([409, 'collection_exists'])
    expect((await person.send('PATCH', `${BASE}/To%20sell%2C%202026`, { name: 'Sold' })).status).toBe(200)
    expect(await titlesIn(person, 'sold/items')).toEqual(['Ico'])
    expect(resultOf(await person.send('PATCH', `${BASE}/owned`, { name: 'Mine' }))).toEqual([
      409,
      'built_in_collection',
    ])
    expect((await person.send('DELETE', `${BASE}/Sold`)).body).toEqual({ name: 'Sold', items: 1 })
    expect(resultOf(await person.send('DELETE', `${BASE}/Sold`))).toEqual([404, 'no_such_collection'])
    expect((await person.send('DELETE', `${BASE}/owned`)).body).toEqual({ name: 'owned', items: 1 })
    expect(await titlesIn(person, 'owned/items')).toEqual([])
  })

  test('have names without a slash or a control character, of 60 characters at most', async () => {
    const person = await newPerson()
    for (const name of ['', ' x', 'x ', 'a/b', 'a\\b', '.', '..', 'a\u0000', 'x'.repeat(61)])
      expect([name, (await person.send('POST', BASE, { name })).status]).toEqual([name, 422])
    expect((await person.send('POST', BASE, { name: 'x'.repeat(60) })).status).toBe(200)
  })

  test('are private: those of another account are not there', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    await person.send('POST', BASE, { name: 'Secret' })
    const { id } = await put(person, 'secret/items/okami', { notes: 'mine' })
    for (const [method, address, body] of [
      ['GET', 'secret/items'],
      ['GET', 'secret/unmatched'],
      ['GET', 'secret/export'],
      ['GET', `secret/items/${id}`],
      ['PUT', 'secret/items/okami', {}],
      ['PATCH', `secret/items/${id}`, { rating: 1 }],
      ['DELETE', `secret/items/${id}`],
      ['DELETE', 'secret'],
      ['PATCH', 'secret', { name: 'x' }],
      ['POST', 'secret/import?dryRun=false', [{ title: 'Okami' }]],
    ] as const)
      expect([method, address, ...resultOf(await other.send(method, `${BASE}/${address}`, body))]).toEqual([
        method,
        address,
        404,
        'no_such_collection',
      ])
    // The item of somebody else is not there in a collection of one's own either.
    for (const [method, body] of [['GET'], ['PATCH', { rating: 1 }], ['DELETE']] as const)
      expect(resultOf(await other.send(method, `${BASE}/owned/items/${id}`, body))).toEqual([404, 'no_such_item'])
    expect((await person.get(`${BASE}/secret/items/${id}`)).body).toMatchObject({ notes: 'mine', rating: null })
  })

  test('need an account: a token of the command line has none', async () => {
    for (const scope of ['self', 'admin']) {
      const headers = { authorization: `Bearer ${await testToken(scope)}` }
      const response = await app.handle(new Request(`http://localhost${BASE}`, { headers }))
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('no_such_account')])
    }
    const guests = createTestApp(stores, { guest: 'read' })
    expect((await guests.handle(new Request(`http://localhost${BASE}`))).status).toBe(401)
  })

  test('are never in the search index: its mapping is strict and knows no fact of an item, and items queue nothing', async () => {
    expect(mappings.dynamic).toBe('strict')
    const fields = JSON.stringify(Object.keys(mappings.properties ?? {}))
    for (const name of ['account', 'collection', ...FACTS, 'edited']) expect(fields).not.toContain(`"${name}"`)
    const queued = () => rowsOf(stores.db, sql`select game_id, version from search_outbox order by game_id`)
    const before = await queued()
    const person = await newPerson()
    await put(person, 'owned/items/okami', { rating: 9, notes: 'private' })
    await person.send('POST', `${BASE}/owned/import?dryRun=false`, [{ title: 'Ico', notes: 'private' }])
    expect(await queued()).toEqual(before)
  })

  test('end with their account', async () => {
    const person = await newPerson()
    await put(person, 'owned/items/okami')
    await stores.db.execute(sql`delete from account where id = ${person.id}::uuid`)
    const [left] = await rowsOf<{ rows: number }>(
      stores.db,
      sql`select (select count(*) from collection where account_id = ${person.id}::uuid)::int
        + (select count(*) from collection_item where account_id = ${person.id}::uuid)::int as rows`,
    )
    expect(left?.rows).toBe(0)
  })
})

describe('items', () => {
  test('are put with all their facts, changed one by one, read by game or id, and deleted', async () => {
    const person = await newPerson()
    const facts = { status: 'playing', rating: 8.5, playtimeMinutes: 90, notes: 'top shelf', store: 'GOG' }
    const { id } = await put(person, 'owned/items/okami', facts)
    const read = async (item: string) => (await person.get(`${BASE}/owned/items/${item}`)).body
    expect(await read('okami')).toMatchObject({ id, title: 'Okami', game: { slug: 'okami' }, ...facts })
    const changed = await person.send('PATCH', `${BASE}/owned/items/${id}`, { rating: 9, notes: null })
    expect(changed.body).toMatchObject({ ...facts, rating: 9, notes: null })
    expect(await put(person, 'owned/items/okami', { status: 'finished' })).toMatchObject({
      id,
      status: 'finished',
      rating: null,
      playtimeMinutes: null,
    })
    expect((await person.send('DELETE', `${BASE}/owned/items/okami`)).body).toEqual({ id })
    expect(resultOf(await person.get(`${BASE}/owned/items/okami`))).toEqual([404, 'no_such_item'])
    expect(resultOf(await person.send('PUT', `${BASE}/owned/items/nothing`, {}))).toEqual([404, 'no_such_game'])
  })

  test('have ratings of 0 to 10, and times of play that are not negative', async () => {
    const person = await newPerson()
    for (const body of [
      ...[{ rating: 11 }, { rating: -1 }, { playtimeMinutes: -1 }, { playtimeMinutes: 1.5 }],
      ...[{ status: 'lost' }, { notes: 'x'.repeat(10_001) }, { store: 'x'.repeat(101) }, { color: 'red' }, []],
    ])
      expect([body, (await person.send('PUT', `${BASE}/owned/items/okami`, body)).status]).toEqual([body, 422])
    for (const [sent, rating] of [
      [0, 0],
      [0.1, 0.1],
      [0.3, 0.3],
      [7.7, 7.7],
      [8.26, 8.3],
      [10, 10],
    ] as const)
      expect(await put(person, 'owned/items/okami', { rating: sent })).toMatchObject({ rating })
  })

  test('are listed page by page in every order, and filtered', async () => {
    const person = await newPerson()
    await put(person, 'owned/items/okami', { rating: 9, status: 'finished', playtimeMinutes: 5 })
    await put(person, 'owned/items/ico', { rating: 7, status: 'playing', playtimeMinutes: 50 })
    await put(person, 'owned/items/xenogears', { playtimeMinutes: 20, status: 'finished' })
    for (const [sort, order] of Object.entries({
      title: ['Ico', 'Okami', 'Xenogears'],
      '-added': ['Xenogears', 'Ico', 'Okami'],
      '-rating': ['Okami', 'Ico', 'Xenogears'],
      '-playtime': ['Ico', 'Xenogears', 'Okami'],
    })) {
      const seen: unknown[] = []
      for (let next: unknown = ''; next !== null; ) {
        const cursor: string = next === '' ? '' : `&cursor=${next}`
        const page = await person.get(`${BASE}/owned/items?limit=1&sort=${sort}${cursor}`)
        seen.push(...itemsOf(page).map(({ title }) => title))
        next = page.body.next
      }
      expect([sort, seen]).toEqual([sort, order])
    }
    expect(await titlesIn(person, 'owned/items?status=finished')).toEqual(['Okami', 'Xenogears'])
    expect(await titlesIn(person, 'owned/items?platform=ps2')).toEqual(['Ico', 'Okami'])
    expect(await titlesIn(person, 'owned/items?title=XENO')).toEqual(['Xenogears'])
    expect((await person.get(`${BASE}/owned/items?platform=nowhere`)).status).toBe(422)
    expect((await person.get(`${BASE}/owned/items?cursor=x`)).status).toBe(400)
    const { next } = (await person.get(`${BASE}/owned/items?limit=1`)).body
    expect((await person.get(`${BASE}/wished/items?limit=1&cursor=${next}`)).status).toBe(400)
  })
})

describe('an item whose game', () => {
  const merge = async (one: string, other: string) => {
    const headers = { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ with: other }) }
    const response = await app.handle(new Request(`http://localhost/v1/games/${one}/merge`, init))
    return (await response.json()) as { id: string } // safe: a decision
  }
  const undo = async (id: string) => {
    const headers = { authorization: `Bearer ${await testToken('curate')}` }
    const response = await app.handle(
      new Request(`http://localhost/v1/decisions/${id}/undo`, { method: 'POST', headers }),
    )
    expect(response.status).toBe(200)
  }

  test('is merged follows the game that lives on, and comes back when that is undone', async () => {
    const person = await newPerson()
    const { id } = await put(person, 'owned/items/golden-axe', { rating: 6 })
    const { id: decision } = await merge('ico', 'golden-axe')
    const read = async () => (await person.get(`${BASE}/owned/items/${id}`)).body
    expect(await read()).toMatchObject({ title: 'Golden Axe', rating: 6, game: { slug: 'ico' } })
    expect(await put(person, 'owned/items/ico', { rating: 7 })).toMatchObject({ id, rating: 7 })
    await undo(decision)
    expect(await read()).toMatchObject({ title: 'Golden Axe', game: { slug: 'golden-axe' } })
  })

  test('becomes that of another item stays beside it: nothing is lost, and each is named by its id', async () => {
    const person = await newPerson()
    const [ico, axe] = [
      await put(person, 'owned/items/ico', { notes: 'one' }),
      await put(person, 'owned/items/golden-axe', { notes: 'two' }),
    ]
    const { id: decision } = await merge('ico', 'golden-axe')
    const both = itemsOf(await person.get(`${BASE}/owned/items`))
    expect(both.map(({ id, notes }) => [id, notes]).sort()).toEqual(
      [
        [ico.id, 'one'],
        [axe.id, 'two'],
      ].sort(),
    )
    for (const [method, body] of [['PUT', {}], ['PATCH', { rating: 1 }], ['DELETE']] as const)
      expect(resultOf(await person.send(method, `${BASE}/owned/items/ico`, body))).toEqual([409, 'ambiguous_item'])
    expect((await person.send('PATCH', `${BASE}/owned/items/${axe.id}`, { rating: 3 })).status).toBe(200)
    await undo(decision)
    expect((await person.get(`${BASE}/owned/items/golden-axe`)).body).toMatchObject({ notes: 'two', rating: 3 })
    expect((await person.get(`${BASE}/owned/items/ico`)).body).toMatchObject({ notes: 'one', rating: null })
  })

  test('is gone keeps its title and facts, and is to be matched again', async () => {
    const person = await newPerson()
    const { id } = await put(person, 'owned/items/xenogears', { notes: 'kept' })
    await stores.db.transaction(async (tx) => {
      await tx.execute(sql`delete from match_link where game_id = (select id from game where slug = 'xenogears')`)
      await tx.execute(sql`delete from game where slug = 'xenogears'`)
    })
    expect((await person.get(`${BASE}/owned/items/${id}`)).body).toMatchObject({
      title: 'Xenogears',
      notes: 'kept',
      game: null,
      dismissed: false,
    })
    expect(await titlesIn(person, 'owned/unmatched')).toEqual(['Xenogears'])
  })

  test('is another one is corrected by the person, or said to be none', async () => {
    const person = await newPerson()
    const { id } = await put(person, 'owned/items/okami')
    await put(person, 'owned/items/ico')
    const change = (body: object) => person.send('PATCH', `${BASE}/owned/items/${id}`, body)
    expect(resultOf(await change({ game: 'ico' }))).toEqual([409, 'already_collected'])
    expect(resultOf(await change({ game: 'nothing' }))).toEqual([404, 'no_such_game'])
    expect((await change({ game: 'golden-axe' })).body).toMatchObject({ game: { slug: 'golden-axe' }, title: 'Okami' })
    expect((await change({ game: null })).body).toMatchObject({ game: null, dismissed: true })
    expect(await titlesIn(person, 'owned/unmatched')).toEqual([])
    expect((await change({ game: 'okami' })).body).toMatchObject({ game: { slug: 'okami' }, dismissed: false })
  })
})
