import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { searchTextOf } from '#catalogue/search/search-text'
import { postgresEngine } from '#db/search/postgres/engine'
import { removeSearchText, writeSearchText } from '#db/search/postgres/write'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, gameIdOf, renameGame } from './catalogue'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await aCatalogue(stores.db)
})
afterAll(() => stores[Symbol.asyncDispose]())

const titlesFor = async (q: string) => {
  const { hits, confident } = await postgresEngine(stores.db).search({ q, filters: {}, facets: [], limit: 10 })
  return confident ? hits.map(({ game }) => game.title) : []
}
const countOf = async (table: string) =>
  (await rowsOf<{ n: number }>(stores.db, sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n

describe('the search rows of Postgres', () => {
  test('a renamed game is found by its new title, typos in new words included, and no longer by the old one', async () => {
    await renameGame(stores.db, 'Tetris', 'Blokkendoos')
    expect(await titlesFor('blokkendoos')).toEqual(['Blokkendoos'])
    expect(await titlesFor('blokendoos')).toEqual(['Blokkendoos'])
    expect(await titlesFor('tetris')).toEqual([])
    await renameGame(stores.db, 'Blokkendoos', 'Tetris')
  })

  test('writing the same again adds nothing', async () => {
    const before = [await countOf('game_search'), await countOf('search_word'), await countOf('search_word_deletion')]
    const gameId = await gameIdOf(stores.db, 'Tetris')
    await writeSearchText(stores.db, [{ gameId, ...searchTextOf({ title: 'Tetris', alternativeNames: [] }) }])
    const after = [await countOf('game_search'), await countOf('search_word'), await countOf('search_word_deletion')]
    expect(after).toEqual(before)
  })

  test('a game whose row is removed is no longer found', async () => {
    await removeSearchText(stores.db, [await gameIdOf(stores.db, 'Minecraft')])
    expect(await titlesFor('minecraft')).toEqual([])
  })

  test('a title of symbols only is found by itself', async () => {
    const title = "*** ' :* \\"
    await renameGame(stores.db, 'Wii Sports', title)
    expect(await titlesFor(title)).toEqual([title])
  })

  test.each([
    ['of one long word', Array.from({ length: 400 }, () => crypto.randomUUID().replaceAll('-', '')).join('')],
    ['of many words', Array.from({ length: 400 }, () => crypto.randomUUID()).join(' ')],
    ['of a script that grows when it is folded', '\uFDFD\u4E1C'.repeat(2000)],
    ['of broken characters', '\u{1F600}\uD800'.repeat(2000)],
  ])('a title far too long is stored and found by itself: %s', async (_, title) => {
    const gameId = await gameIdOf(stores.db, 'Fallout 3')
    await writeSearchText(stores.db, [{ gameId, ...searchTextOf({ title, alternativeNames: [title, `${title} 2`] }) }])
    expect(await titlesFor(title)).toEqual(['Fallout 3'])
  })

  test('nothing to write and nothing to remove is fine', async () => {
    await writeSearchText(stores.db, [])
    await removeSearchText(stores.db, [])
  })

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'two transactions that bring the same new words both end well',
    async () => {
      const [first, second] = [await gameIdOf(stores.db, 'Halo 3'), await gameIdOf(stores.db, 'Portal 2')]
      const words = Array.from({ length: 30 }, (_, at) => `neologism${String.fromCharCode(97 + (at % 26))}${at}`)
      const write = (gameId: string, title: string) =>
        stores.db.transaction((tx) =>
          writeSearchText(tx, [{ gameId, ...searchTextOf({ title, alternativeNames: [] }) }]),
        )
      await Promise.all([write(first, words.join(' ')), write(second, words.toReversed().join(' '))])
      expect(await titlesFor('neologismb1')).toEqual(
        ['Portal 2', 'Halo 3'].sort((a, b) => a.localeCompare(b)).reverse(),
      )
    },
  )
})
