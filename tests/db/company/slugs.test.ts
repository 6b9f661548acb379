import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { companiesByKey } from '#db/company/queries'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const SPACED = [
  { key: '1', title: 'Terra Battle', publishers: ['Hexa Drive'] },
  { key: '2', title: 'Rezonance', publishers: ['Hexa Drive', 'Other House'] },
]
const JOINED = [
  { key: '3', title: 'Okami Dance', developers: ['HexaDrive'] },
  { key: '4', title: 'Wandering Wind', developers: ['HEXADRIVE Inc.'] },
  { key: '5', title: 'Fight Night Club', developers: ['HexaDrive'] },
]

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const companies = () =>
  rowsOf(
    stores.db,
    sql`select c.slug, c.name, array(select unnest(aliases) order by 1) as aliases, count(g.*)::int as games
      from company c left join game_company g on g.company_id = c.id group by c.id order by c.slug`,
  )

test('spellings that differ in spaces are one company, with the slug that most games have', async () => {
  await load(stores, memorySource('spaced', [SPACED]))
  const other = { slug: 'other-house', name: 'Other House', aliases: ['Other House'], games: 1 }
  expect(await companies()).toEqual([
    { slug: 'hexa-drive', name: 'Hexa Drive', aliases: ['Hexa Drive'], games: 2 },
    other,
  ])
  const before = await rowsOf<{ slug: string; version: number }>(stores.db, sql`select slug, version from game`)

  await load(stores, memorySource('joined', [JOINED]))
  const aliases = ['HEXADRIVE Inc.', 'Hexa Drive', 'HexaDrive']
  expect(await companies()).toEqual([{ slug: 'hexadrive', name: 'HexaDrive', aliases, games: 5 }, other])

  const versions = await rowsOf<{ slug: string; version: number }>(
    stores.db,
    sql`select g.slug, g.version from game g join source_record r on true join source s on s.id = r.source_id
      join match_link l on l.record_id = r.id and l.game_id = g.id where s.slug = 'spaced'`,
  )
  for (const { slug, version } of versions) {
    expect(version).toBe((before.find((game) => game.slug === slug)?.version ?? 0) + 1)
    const [change] = await rowsOf<{ kind: string }>(
      stores.db,
      sql`select c.kind from game_change c join game g on g.id = c.game_id where g.slug = ${slug} order by seq desc limit 1`,
    )
    expect(change?.kind).toBe('updated')
  }
  expect(await companiesByKey(stores.db, ['hexadrive'])).toMatchObject([{ slug: 'hexadrive', games: 5 }])
})

test('of two slugs with as many games the one with more words is taken', async () => {
  await using even = await createTestStores()
  await load(even, memorySource('joined', [JOINED.slice(0, 2)]))
  await load(even, memorySource('spaced', [SPACED]))
  const named = await rowsOf(even.db, sql`select slug, name from company where key = 'hexadrive'`)
  expect(named).toEqual([{ slug: 'hexa-drive', name: 'Hexa Drive' }])
})

test('the slug does not depend on the order of loading', async () => {
  await using reversed = await createTestStores()
  await load(reversed, memorySource('joined', [JOINED]))
  await load(reversed, memorySource('spaced', [SPACED]))
  expect(await catalogueHash(reversed.db)).toBe(await catalogueHash(stores.db))
})
