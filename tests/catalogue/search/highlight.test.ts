import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createHighlight } from '#catalogue/search/highlight'
import { foldQuery } from '#catalogue/search/query'

const marked = (title: string, q: string) => createHighlight(foldQuery(q, () => undefined))(title)

const MARKED: [string, string, string][] = [
  ['Pokémon Red', 'pokemon', '<em>Pokémon</em> Red'],
  ['Fallout: New Vegas', 'new veg', 'Fallout: <em>New</em> <em>Vegas</em>'],
  ["Baldur's Gate III", 'baldurs gate 3', '<em>Baldur&#39;s</em> <em>Gate</em> <em>III</em>'],
  ['The Legend of Zelda', 'zleda', 'The Legend of <em>Zelda</em>'],
  ['Grand Theft Auto V', 'gta5', '<em>G</em>rand <em>T</em>heft <em>A</em>uto <em>V</em>'],
  ['Tom & Jerry <3', 'jerry', 'Tom &amp; <em>Jerry</em> &lt;3'],
  ['Tetris', 'zelda', 'Tetris'],
  ['無人島の大冒険', '冒険', '無人島の大<em>冒険</em>'],
  ['ｶﾞﾝｼｭｰﾃｨﾝｸﾞ戦線', 'シューティング', 'ｶﾞﾝ<em>ｼｭｰﾃｨﾝｸﾞ</em>戦線'],
  ['ナナナ', 'ナナ', '<em>ナナナ</em>'],
  ['花ざかりの佐々木さん', '佐佐木', '花ざかりの<em>佐々木</em>さん'],
  ['コンピュータ将棋', 'コンピューター', '<em>コンピュータ</em>将棋'],
  ['ス－パ－ロボット', 'スーパー', '<em>ス－パ－</em>ロボット'],
  ['FF外伝 零の軌跡HD', 'ff 軌跡', '<em>FF</em>外伝 零の<em>軌跡</em>HD'],
  ['Pokémon Red', 'ポケモン', '<em>Pokémon</em> Red'],
]

const textOf = (html: string) =>
  html
    .replace(/<\/?em>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('highlighting', () => {
  test.each(MARKED)('%s, asked for as %s, shows %s', (title, q, html) => expect(marked(title, q)).toBe(html))

  test('nothing of a title is lost, and the only tag is <em>, whatever it contains', () => {
    const anything = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(anything, anything, (title, q) => {
        const html = marked(title, q)
        return textOf(html) === title && !/<(?!\/?em>)/.test(html)
      }),
    )
  })
})
