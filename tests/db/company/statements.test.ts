import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { forgetSpellings } from '#db/company/forget'
import { pageOfCompanies } from '#db/company/queries'
import { createCompanyWords } from '#db/filter/company-words'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const GAMES = [
  {
    key: '1',
    title: 'Lost Comet',
    developers: ['North House'],
    publishers: ['Big House'],
    aboutCompanies: [
      { name: 'North House', also: ['Old Design', 'Northhouse', 'Shared Name'], parent: 'Big House' },
      { name: 'Big House', also: ['Shared Name', 'South House'], parent: 'Nobody Here' },
    ],
  },
  { key: '2', title: 'Found Comet', developers: ['South House'] },
]

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('hub', [GAMES]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const found = async (...words: string[]) => (await createCompanyWords(stores.db)(words)).map((word) => word?.slug)

test('a company is found by another name that a source states, unless the name is that of several', async () => {
  expect(await found('Old Design', 'OldDesign', 'North House')).toEqual(['north-house', 'north-house', 'north-house'])
  expect(await found('Shared Name')).toEqual([undefined])
  expect(await found('South House')).toEqual(['south-house'])
})

test('a list of companies has the names and owners that sources state, and never joins a company with its owner', async () => {
  const rows = await pageOfCompanies(stores.db, {}, undefined, 10)
  expect(rows.map(({ slug, aliases, games, parent }) => ({ slug, aliases, games, parent }))).toEqual([
    { slug: 'big-house', aliases: [], games: 1, parent: { slug: null, name: 'Nobody Here', source: 'hub' } },
    {
      slug: 'north-house',
      aliases: ['Old Design'],
      games: 1,
      parent: { slug: 'big-house', name: 'Big House', source: 'hub' },
    },
    { slug: 'south-house', aliases: [], games: 1, parent: null },
  ])
  const named = await pageOfCompanies(stores.db, { name: 'old' }, undefined, 10)
  expect(named.map(({ slug }) => slug)).toEqual(['north-house'])
  expect(await pageOfCompanies(stores.db, { name: 'shared' }, undefined, 10)).toEqual([])
})

test('a statement that no record makes any more is forgotten', async () => {
  await stores.db.execute(sql`update source_record set fields = (fields::jsonb - 'aboutCompanies')::json`)
  await forgetSpellings(stores.db)
  expect(await found('Old Design')).toEqual([undefined])
})
