import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { endingsOf, gramsOf, namePartsOf } from '#catalogue/search/name-parts'
import { readRuns } from '#catalogue/search/runs'

/** Names and their grams, ` / ` between parts. */
const GRAMS: [string, string][] = [
  ['猫侍', '猫侍 侍'],
  ['猫', '猫'],
  ['バナナ', 'ばな なな な'],
  ['ﾊﾞﾅﾅ', 'ばな なな な'],
  ['國', '国'],
  ['竜と龍', '龙と と龙 龙'],
  ['人々', '人人 人'],
  ['いすゞ', 'いす すず ず'],
  ['関ヶ原', '关け け原 原'],
  ['サーバー', 'さー ーば ば'],
  ['バー', 'ばー ー'],
  ['コンピューター将棋', 'こん んぴ ぴゅ ゅー ーた た将 将棋 棋'],
  ['マリオ－ルイージ', 'まり りお おー ーる るい いー ーじ じ'],
  ['FF零式HD', 'ff / 零式 式 / hd'],
  ['ペルソナⅤ ザ・ロイヤル', 'ぺる るそ そな な / 5 / ざ / ろい いや やる る'],
  ['𠮷野', '𠮷野 野'],
  ['葛\u{e0100}城', '葛城 城'],
  ['메이플', '메이 이플 플'],
  ['메이플'.normalize('NFD'), '메이 이플 플'],
  ['ภาษา\u200bไทย', 'ภา าษ ษา าไ ไท ทย ย'],
  ['Zelda', ''],
  ['Ведьмак', ''],
  ['!!!', ''],
]

describe('names in scripts without spaces', () => {
  test.each(GRAMS)('%s has the grams %s', (name, grams) => {
    expect(gramsOf(namePartsOf(name)).join(' / ')).toBe(grams)
  })

  test('a name is completed from each character and word on', () => {
    expect(endingsOf(namePartsOf('FF零式HD'))).toEqual(['ff零式hd', '零式hd', '式hd', 'hd'])
    expect(endingsOf(namePartsOf('Final Fantasy'))).toEqual([])
  })

  test('nothing of a text is lost in its runs', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'東京ナーｶﾞ々ゝ -～a1\u200b\u3099') }),
    )
    fc.assert(
      fc.property(text, (name) => {
        const raws = readRuns(name).map((part) =>
          typeof part === 'string' ? part : part.map(({ raw }) => raw).join(''),
        )
        return raws.join('') === name
      }),
    )
  })

  test('no gram has a space or is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) =>
        gramsOf(namePartsOf(name)).every((grams) => grams.split(' ').every((gram) => gram !== '')),
      ),
    )
  })
})
