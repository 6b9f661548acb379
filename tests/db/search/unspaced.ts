import { describe, expect, test } from 'bun:test'
import type { TestStores } from '#tests/support/stores'
import type { EngineUnderTest } from './contract'
import { engineOfGames } from './engine-of-games'
import { aGame } from './games'

/** Returns a game of a title and other names; the first ones are the most popular. */
const named = (title: string, at: number, ...alternativeNames: string[]) =>
  aGame(title, 1990 + at, at % 2 ? 'pc' : 'ps2', 'adventure', 'house', 1_000_000 - at * 10_000, { alternativeNames })

const GAMES = [
  ['実況野球スタジアム'],
  ['猫侍バナナ戦記'],
  ['無人島の大冒険'],
  ['日健クリニック日誌'],
  ['日見中央病院'],
  ['城市物語'],
  ['程式遊戲'],
  ['三國志英雄傳'],
  ['真・三国志大戦'],
  ['Banana Racer'],
  ['スーパーロボット大戦'],
  ['第2次スーパーロボット大戦'],
  ['ｶﾞﾝｼｭｰﾃｨﾝｸﾞ戦線'],
  ['花ざかりの佐々木さん'],
  ['コンピューター将棋入門'],
  ['FF外伝 零の軌跡HD'],
  ['𠮷野の里'],
  ['메이플왕국이야기'],
  ['신비한 던전 탐험대'],
  ['เกมตำรวจผจญภัย'],
  ['ເກມນັກຮົບລາວ'],
  ['ល្បែងអ្នកចម្បាំង'],
  ['စစ်သည်တော်ဂိမ်း'],
  ['Moonlight Chronicle', '月光年代記', 'ムーンライト・クロニクル'],
  ['Pocket Beasts', '宠物小精灵', '口袋怪兽'],
  ['東京 都市計画'],
  ['京都殺人案内'],
].map(([title = '', ...others], at) => named(title, at, ...others))

/** Queries: the case, the query, and the titles that it finds, in their order. */
const FOUND: [string, string, string[]][] = [
  ['katakana behind Han', 'バナナ', ['Banana Racer', '猫侍バナナ戦記']],
  ['Han at the end', '戦記', ['猫侍バナナ戦記']],
  ['hiragana for katakana', 'ばなな戦', ['猫侍バナナ戦記']],
  ['Han between kana', '大冒険', ['無人島の大冒険']],
  ['Han that sound like others', '日健', ['日健クリニック日誌']],
  ['simplified Han', '城市', ['城市物語']],
  ['simplified for traditional', '三国志英雄传', ['三國志英雄傳']],
  ['traditional for Japanese', '三國志大戰', ['真・三国志大戦']],
  ['Japanese for traditional', '英雄伝', ['三國志英雄傳']],
  ['one Han character', '島', ['無人島の大冒険']],
  ['one Han character at the end', '院', ['日見中央病院']],
  ['one kana', 'ざ', ['花ざかりの佐々木さん']],
  ['a mark of iteration', '佐々木', ['花ざかりの佐々木さん']],
  ['a character for its mark of iteration', '佐佐木', ['花ざかりの佐々木さん']],
  ['half width in the title', 'シューティング', ['ｶﾞﾝｼｭｰﾃｨﾝｸﾞ戦線']],
  ['half width in the query', 'ｸﾘﾆｯｸ', ['日健クリニック日誌']],
  ['a long vowel left out at the end', 'コンピュータ', ['コンピューター将棋入門']],
  ['a long vowel written as a dash', 'ス－パ－ロボット大戦', ['スーパーロボット大戦', '第2次スーパーロボット大戦']],
  ['two words of one run', '野球 実況', ['実況野球スタジアム']],
  ['a digit between characters', '第2次', ['第2次スーパーロボット大戦']],
  ['a Latin word and a run', 'ff 軌跡', ['FF外伝 零の軌跡HD']],
  ['full-width Latin letters', '零 ＨＤ', ['FF外伝 零の軌跡HD']],
  ['a Latin title and another name', 'moonlight 年代記', ['Moonlight Chronicle']],
  ['the middle of another name', '精灵', ['Pocket Beasts']],
  ['a character beyond the basic plane', '𠮷野', ['𠮷野の里']],
  ['a word within Hangul', '왕국', ['메이플왕국이야기']],
  ['Hangul with another space', '신비한던전', ['신비한 던전 탐험대']],
  ['Hangul in single letters', '왕국'.normalize('NFD'), ['메이플왕국이야기']],
  ['a word within Thai', 'ตำรวจ', ['เกมตำรวจผจญภัย']],
  ['Thai with a space without width', 'เกม\u200bตำรวจ', ['เกมตำรวจผจญภัย']],
  ['a word within Lao', 'ນັກຮົບ', ['ເກມນັກຮົບລາວ']],
  ['a word within Khmer', 'ចម្បាំង', ['ល្បែងអ្នកចម្បាំង']],
  ['a word within Burmese', 'ဂိမ်း', ['စစ်သည်တော်ဂိမ်း']],
  ['a platform behind it', 'ロボット ps2', ['スーパーロボット大戦']],
  ['no word across a space', '京都', ['京都殺人案内']],
  ['the whole title', '日見中央病院', ['日見中央病院']],
  ['a beginning', '無人', ['無人島の大冒険']],
]

const SUGGESTED: [string, string, string][] = [
  ['a beginning', '日健ク', '日健クリニック日誌'],
  ['within a title', 'バナナ戦', '猫侍バナナ戦記'],
  ['one character within', '冒', '無人島の大冒険'],
  ['within another name', '年代', 'Moonlight Chronicle'],
  ['simplified for traditional', '英雄传', '三國志英雄傳'],
  ['within Hangul', '왕국', '메이플왕국이야기'],
  ['a Latin word behind', '軌跡h', 'FF外伝 零の軌跡HD'],
]

/** Describes the tests of names in scripts without spaces that both search engines must pass. */
export function unspacedContract(name: string, open: (stores: TestStores) => Promise<EngineUnderTest>): void {
  describe(`names in scripts without spaces with ${name}`, () => {
    const engine = engineOfGames(GAMES, open)
    const ask = (q: string, explain = false) => engine().search({ q, filters: {}, facets: [], limit: 20, explain })

    test.each(FOUND)('%s: %s', async (_, q, titles) => {
      const { hits, confident } = await ask(q)
      expect(hits.map(({ game }) => game.title)).toEqual(titles)
      expect(confident).toBe(true)
    })

    test.each(SUGGESTED)('suggested by %s: %s', async (_, text, title) => {
      expect((await engine().suggest(text)).map((one) => one.title)[0]).toBe(title)
    })

    test('what sounds alike is not suggested', async () => {
      expect((await engine().suggest('日健')).map((one) => one.title)).toEqual(['日健クリニック日誌'])
    })

    test('a hit shows where the characters stand, and why it is one', async () => {
      const [hit] = (await ask('冒険', true)).hits
      expect(hit?.highlight).toBe('無人島の大<em>冒険</em>')
      expect(hit?.explanation).toMatch(
        /^Step strict: the characters of the query stand together in the title \(6\.0 points\)/,
      )
    })

    test.each([
      ['of one character', '日'.repeat(100)],
      ['of many words', '日健 城市 '.repeat(500)],
      ['of marks only', '々ゝーー'],
      ['of half a pair', '日\uD842'],
    ])('any query is answered: %s', async (_, q) => {
      expect((await ask(q)).hits.length).toBeGreaterThanOrEqual(0)
      expect((await engine().suggest(q.slice(0, 200))).length).toBeGreaterThanOrEqual(0)
    })
  })
}
