import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { ITEM_STATUSES } from '#catalogue/collection/item'
import type { App } from '#src/app'
import { createPerson, type Person } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { exportOf, sendList } from '#tests/support/collections'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

type Exported = Record<string, unknown> & { game: string | null; slug: string | null; notes: string | null }

/** A collection of a person. (Default service: that of the games) */
type Place = { person: Person; name: string; at?: App }

/** An item to make: `game` is the slug of its game. */
type Kind = { title: string; game?: string | null; dismissed?: boolean; notes?: string | null; store?: string | null }

const GAMES = ['Okami', 'Ico', 'Xenogears']
const JSON_TYPE = 'application/json'
const RUNS = 15
const MINUTES = 3 * 60_000

describe.each([
  ['the store of the tests', {}],
  ['the embedded store', { isEmbedded: true }],
])('an exported collection on %s', (_, options) => {
  let stores: TestStores
  let app: App
  let elsewhere: TestStores
  const ids = new Map<string, string>()
  beforeAll(async () => {
    stores = await createTestStores(options)
    elsewhere = await createTestStores(options)
    app = createTestApp(stores)
    const games = GAMES.map((title, at) => ({ key: String(at), title, releases: [{ platform: 'ps2' }] }))
    await load(stores, memorySource('a', [games]))
    const asker = await newPerson()
    for (const slug of ['okami', 'ico', 'xenogears'])
      ids.set(slug, String((await asker.get(`/v1/games/${slug}`)).body.id))
  }, MINUTES)
  afterAll(async () => {
    await stores[Symbol.asyncDispose]()
    await elsewhere[Symbol.asyncDispose]()
  })

  let people = 0
  const newPerson = (at = app, of = stores) => createPerson(at, of.db, `traveller${++people}@example.org`)
  const take = async ({ person, name, at = app }: Place, list: string, type: string) =>
    (await sendList(at, person, `${name}/import?dryRun=false`, list, type)).body
  const exported = async ({ person, name, at = app }: Place): Promise<Exported[]> =>
    JSON.parse(await exportOf(at, person, name, JSON_TYPE))
  const csvOf = ({ person, name, at = app }: Place) => exportOf(at, person, name)
  const newPlace = async () => ({ person: await newPerson(), name: 'owned' })
  const emptied = async (place: Place): Promise<Place> => {
    await place.person.send('DELETE', `/v1/me/collections/${place.name}`)
    return place
  }

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '="007"',
      ' - ',
      'N/A',
      'a, b; c',
      '"q"',
      'two\nlines',
      '\ttab',
      '+1',
      '  ',
      '1/2/2003',
    ),
  )
  const facts = fc.record({
    status: fc.option(fc.constantFrom(...ITEM_STATUSES)),
    rating: fc.option(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
    playtime: fc.option(fc.nat(10_000_000)),
    notes: fc.option(text.filter((each) => !each.includes('\0'))),
    store: fc.option(text.filter((each) => !each.includes('\0'))),
    platform: fc.constantFrom(null, 'PS2', 'Nintendo Switch', 'PS2, Zorkotron 9000'),
    year: fc.constantFrom(null, 1999, 2006),
    ids: fc.constantFrom<Record<string, string>>({}, { gog: '1' }, { steam: '007', gog: 'x' }),
    added: fc.constantFrom('2020-01-01T00:00:00.000Z', '2021-02-03T04:05:06.789Z'),
  })
  const kinds = fc.oneof(
    fc.record({ title: fc.constantFrom(...GAMES, 'Another name'), game: fc.constantFrom('okami', 'ico', 'xenogears') }),
    fc.record({ title: fc.constantFrom(...GAMES, 'Zqxv Wkjy', '1942', '=sum'), dismissed: fc.constant(true) }),
    fc.record({ title: fc.constantFrom('Zqxv Unheard', 'Wkjy 2', "'Quoted"), game: fc.constant(null) }),
  )
  const item = fc.tuple(kinds, facts).map(([kind, rest]): Kind => ({ dismissed: false, ...rest, ...kind }))
  const lists = fc.array(item, { minLength: 1, maxLength: 12 })
  const rowsOf = (list: readonly Kind[]) =>
    list.map((row) => ({ ...row, game: row.game ? (ids.get(row.game) ?? null) : null, slug: row.game ?? null }))

  test(
    'is read back item by item as CSV and as JSON, and once more without a change',
    async () => {
      const person = await newPerson()
      await fc.assert(
        fc.asyncProperty(lists, async (list) => {
          // A new service for each turn: one takes 60 imports of a caller.
          const place = (name: string) => emptied({ person, name, at })
          const [rows, at] = [rowsOf(list), createTestApp(stores)]
          const added = { added: rows.length, refused: 0 }
          const [first, second, third] = [await place('owned'), await place('wished'), await place('playing')]
          expect(await take(first, JSON.stringify(rows), JSON_TYPE)).toMatchObject(added)
          const items = await exported(first)
          const stated = rows.map((row) => ({ ...row, notes: row.notes || null, store: row.store || null }))
          expect(items).toEqual(stated.map((row) => expect.objectContaining(row)))
          const csv = await csvOf(first)
          expect(await take(second, csv, 'text/csv')).toMatchObject(added)
          expect(await take(third, JSON.stringify(items), JSON_TYPE)).toMatchObject(added)
          expect([await exported(second), await exported(third)]).toEqual([items, items])
          const again = { added: 0, updated: 0, unchanged: rows.length }
          expect(await take(first, csv, 'text/csv')).toMatchObject(again)
          expect(await take(first, JSON.stringify(items.toReversed()), JSON_TYPE)).toMatchObject(again)
          expect(await exported(first)).toEqual(items)
        }),
        { numRuns: RUNS },
      )
    },
    MINUTES,
  )

  test(
    'keeps each item where its games are not known',
    async () => {
      const [person, other] = [await newPerson(), await newPerson(createTestApp(elsewhere), elsewhere)]
      await fc.assert(
        fc.asyncProperty(lists, async (list) => {
          const first = await emptied({ person, name: 'owned', at: createTestApp(stores) })
          const second = await emptied({ person: other, name: 'owned', at: createTestApp(elsewhere) })
          await take(first, JSON.stringify(rowsOf(list)), JSON_TYPE)
          const csv = await csvOf(first)
          expect(await take(second, csv, 'text/csv')).toMatchObject({ added: list.length, refused: 0 })
          const items = (await exported(first)).map((each) => ({ ...each, game: null, slug: null }))
          expect(await exported(second)).toEqual(items)
        }),
        { numRuns: RUNS },
      )
    },
    MINUTES,
  )

  test(
    'keeps two items whose games were merged, and the one that was said to be no game',
    async () => {
      const [first, second, third] = [await newPlace(), await newPlace(), await newPlace()]
      const { person } = first
      for (const [slug, store] of [
        ['okami', 'GOG'],
        ['ico', 'Steam'],
      ])
        await person.send('PUT', `/v1/me/collections/owned/items/${slug}`, { store, notes: `from ${store}` })
      await take(first, JSON.stringify([{ title: 'Xenogears', platform: 'PS2' }]), JSON_TYPE)
      await person.send('PATCH', '/v1/me/collections/owned/items/xenogears', { game: null })
      const before = await csvOf(first)
      const editor = await createPerson(app, stores.db, `editor${++people}@example.org`, 'editor')
      const merged = await editor.send('POST', '/v1/games/okami/merge', { with: 'ico', reason: 'for the test' })
      expect(merged.status).toBe(200)
      const items = await exported(first)
      expect(items.map(({ slug, store, dismissed }) => [slug, store, dismissed])).toEqual([
        ['okami', 'GOG', false],
        ['okami', 'Steam', false],
        [null, null, true],
      ])
      expect(await take(second, await csvOf(first), 'text/csv')).toMatchObject({ added: 3, matched: 2 })
      expect(await exported(second)).toEqual(items)
      expect((await second.person.get('/v1/me/collections/owned/unmatched')).body.items).toEqual([])
      expect(await take(third, before, 'text/csv')).toMatchObject({ added: 3, matched: 2 })
      expect(await exported(third)).toEqual(items)
      await editor.send('POST', `/v1/decisions/${merged.body.id}/undo`, undefined)
      expect((await exported(first)).map(({ slug }) => slug)).toEqual(['okami', 'ico', null])
    },
    MINUTES,
  )
})
