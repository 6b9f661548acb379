import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue, mergeGames } from './catalogue'
import type { EngineUnderTest } from './contract'

/** What is typed: the case, the text, and the title that must come first. */
const SUGGESTED: [string, string, string][] = [
  ['one letter', 'm', 'Minecraft'],
  ['the beginning of a title', 'fallo', 'Fallout 4'],
  ['a small word', 'the', 'The Witcher 3: Wild Hunt'],
  ['small words and more', 'the legend of zelda br', 'The Legend of Zelda: Breath of the Wild'],
  ['small words left out', 'legend zelda o', 'The Legend of Zelda: Ocarina of Time'],
  ['the beginning of a word inside', 'ocar', 'The Legend of Zelda: Ocarina of Time'],
  ['two words inside, the last unfinished', 'new veg', 'Fallout: New Vegas'],
  ['another name', 'bioh', 'Resident Evil 4'],
  ['a name in kana', 'ゼル', 'The Legend of Zelda: Ocarina of Time'],
  ['a name in hanzi', '塞尔', 'The Legend of Zelda: Ocarina of Time'],
  ['a name in Cyrillic', 'Ведь', 'The Witcher 3: Wild Hunt'],
  ['the later words of a name in Cyrillic', 'дикая ох', 'The Witcher 3: Wild Hunt'],
  ['an accent left out', 'pokemon d', 'Pokémon Diamond'],
  ['accents added', 'fíñal fantasy vii', 'Final Fantasy VII'],
  ['a number in another form', 'final fantasy 7', 'Final Fantasy VII'],
  ['spaces left out', 'halflife', 'Half-Life 2'],
  ['initials', 'gta', 'Grand Theft Auto V'],
  ['a letter missing', 'minecaft', 'Minecraft'],
  ['letters exchanged in an unfinished word', 'mniecr', 'Minecraft'],
  ['a wrong letter before the last word', 'rezident ev', 'Resident Evil 4'],
]

/** Describes the tests of suggestions that both search engines must pass on the same games. */
export function suggestionContract(name: string, open: (stores: TestStores) => Promise<EngineUnderTest>): void {
  describe(`suggesting with ${name}`, () => {
    let stores: TestStores
    let tested: EngineUnderTest

    beforeAll(async () => {
      stores = await createTestStores()
      await aCatalogue(stores.db)
      await mergeGames(stores.db, "Link's Awakening", 'The Legend of Zelda')
      tested = await open(stores)
    })
    afterAll(async () => {
      await tested.close()
      await stores[Symbol.asyncDispose]()
    })

    const titles = async (text: string) => (await tested.engine.suggest(text)).map(({ title }) => title)

    test.each(SUGGESTED)('%s: %s', async (_, text, title) => {
      expect((await titles(text))[0]).toBe(title)
    })

    test('a number is never taken for a slip of another one', async () => {
      expect(await titles('halo 2')).toEqual([])
      expect(await titles('fallout 5')).toEqual([])
      expect(await titles('residentevil 5')).toEqual([])
      expect((await titles('rezident evil 4'))[0]).toBe('Resident Evil 4')
      expect(await titles('rezident evil 5')).toEqual([])
      expect((await titles('fallut 4'))[0]).toBe('Fallout 4')
    })

    test.each(['Doom (2016)', 'doom 2016', 'Doom (20', 'doom 2'])(
      'a title that ends in a year is completed: %s',
      async (text) => {
        expect((await titles(text))[0]).toBe('Doom (2016)')
      },
    )

    test('at most 10 games, each once, the most popular first', async () => {
      const found = await titles('f')
      expect(found.length).toBeLessThanOrEqual(10)
      expect(new Set(found).size).toBe(found.length)
      expect((await titles('final fantasy')).slice(0, 3)).toEqual([
        'Final Fantasy VII',
        'Final Fantasy VIII',
        'Final Fantasy X',
      ])
    })

    test('a suggestion has what a list of them shows', async () => {
      expect(await tested.engine.suggest('tetris')).toEqual([
        { slug: 'tetris', title: 'Tetris', year: 1989, platforms: ['game-boy'] },
      ])
    })

    test('merged games are not suggested, and a short wrong word is not guessed', async () => {
      expect(await titles("link's awak")).toEqual([])
      expect(await titles('tetr1')).not.toContain('Halo 3')
      expect(await titles('dmo')).toEqual([])
    })

    test.each(["'; drop table game; --", '%', '_', ':* | !', '\\', '-', '😀', 'x'.repeat(200), '\u200b'])(
      'any text is answered: %s',
      async (text) => {
        expect(await titles(text)).toEqual([])
      },
    )

    test('every beginning of a title suggests games, whatever its length', async () => {
      const title = 'grand theft auto san andreas'
      for (let length = 1; length <= title.length; length++)
        expect([length, (await titles(title.slice(0, length))).length]).not.toEqual([length, 0])
    })
  })
}
