import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { postgresEngine } from '#db/search/postgres/engine'
import { refreshGrams } from '#db/search/postgres/refresh'
import { runRelay } from '#db/search/relay'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf } from './catalogue'
import { aGame } from './games'

const TITLES = ['無人島の大冒険', '日見中央病院', 'Banana Racer']

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(
    stores.db,
    TITLES.map((title) => aGame(title, 2000, 'pc', 'adventure', 'house', 1000)),
  )
})
afterAll(() => stores[Symbol.asyncDispose]())

const gramsBy = (title: string) =>
  rowsOf<{ grams: string | null }>(
    stores.db,
    sql`select grams from game_search join game on id = game_id where title = ${title}`,
  ).then(([row]) => row?.grams)
const titlesFor = async (q: string) =>
  (await postgresEngine(stores.db).search({ q, filters: {}, facets: [], limit: 10 })).hits.map(({ game }) => game.title)

describe('games that a migration left without grams', () => {
  test('they are found as before, then also by characters within their names', async () => {
    const made = await gramsBy('無人島の大冒険')
    await stores.db.execute(sql`update game_search set grams = null where grams <> ''`)
    expect(await titlesFor('日見中央')).toEqual(['日見中央病院'])
    expect(await titlesFor('冒険')).toEqual([])
    expect(await refreshGrams(stores.db)).toBe(2)
    expect(await gramsBy('無人島の大冒険')).toBe(made ?? '')
    expect(await titlesFor('冒険')).toEqual(['無人島の大冒険'])
    expect(await gramsBy('Banana Racer')).toBe('')
  })

  test('a relay makes them, also without Elasticsearch', async () => {
    await stores.db.execute(sql`update game_search set grams = null where grams <> ''`)
    const controller = new AbortController()
    const relay = runRelay(stores, { signal: controller.signal })
    while ((await gramsBy('無人島の大冒険')) === null) await Bun.sleep(10)
    controller.abort()
    await relay
    expect(await titlesFor('冒険')).toEqual(['無人島の大冒険'])
  })

  test('nothing is written where all are made', async () => {
    expect(await refreshGrams(stores.db)).toBe(0)
  })

  test.skipIf(!process.env.TEST_DATABASE_URL)('a game that is being written is left to its writer', async () => {
    await stores.db.execute(sql`update game_search set grams = null where grams <> ''`)
    const id = await gameIdOf(stores.db, '日見中央病院')
    await stores.db.transaction(async (tx) => {
      await tx.execute(sql`update game set version = version + 1 where id = ${id}::uuid`)
      expect(await refreshGrams(stores.db)).toBe(1)
    })
    expect(await gramsBy('日見中央病院')).toBeNull()
    expect(await refreshGrams(stores.db)).toBe(1)
  })
})
