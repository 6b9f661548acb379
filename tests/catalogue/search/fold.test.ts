import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { foldedWords, foldText } from '#catalogue/search/fold'
import { normWords } from '#catalogue/search/norm'

const FOLDED: [string, string][] = [
  ['Pokémon', 'pokemon'],
  ['The Legend of Zelda: Breath of the Wild', 'the legend of zelda breath of the wild'],
  ['S.T.A.L.K.E.R.: Shadow of Chernobyl', 'stalker shadow of chernobyl'],
  ['F.E.A.R', 'fear'],
  ['Ratchet & Clank', 'ratchet and clank'],
  ['Assassin’s Creed® IV: Black Flag™', 'assassins creed iv black flag'],
  ['Half-Life²', 'half life2'],
  ['Ōkami', 'okami'],
  ['Ведьмак', 'vedmak'],
  ['***', '***'],
  ['  ', ''],
]

const NORMED: [string, string][] = [
  ['final fantasy vii', 'final fantasy 7'],
  ['resident evil seven', 'resident evil 7'],
  ['the legend of zelda', 'legend zelda'],
  ['the game', 'the game'],
  ['***', ''],
]

describe('folding a title', () => {
  test.each(FOLDED)('%s is compared as %s', (title, fold) => expect(foldText(title)).toBe(fold))

  test('folding twice changes nothing more', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)))
  })

  test('a folded text consists of words, or has none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        foldedWords(foldText(text)).every((word) => /^[a-z0-9]+$/.test(word)),
      ),
    )
  })

  test('no NUL character gets through to a store', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !foldText(text).includes('\0')))
  })
})

describe('the words that name a game', () => {
  test.each(NORMED)('%s is named by %s', (fold, norm) => expect(normWords(fold).join(' ')).toBe(norm))
})
