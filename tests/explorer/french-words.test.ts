import { describe, expect, test } from 'bun:test'
import { breaksFrenchSpacing, textsOfWords, WORD_FILES } from './support/french'

describe('French words have no-break spaces before : ; ? ! and inside « »', () => {
  test.each(WORD_FILES)('%s', async (file) => {
    const texts = await textsOfWords(file, 'fr')
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter(breaksFrenchSpacing)).toEqual([])
  })
})

test('the check of spaces tells right from wrong', () => {
  const right = [
    'Est-ce\u00a0?',
    'Titre\u00a0: Zelda',
    '«\u00a0Zelda\u00a0»',
    '14:05',
    'https://localhost:3000/a?b=c',
    'pegi: 18',
  ]
  expect(right.filter(breaksFrenchSpacing)).toEqual([])
  const wrong = ['Est-ce ?', 'Titre : Zelda', 'Titre: Zelda', 'Vu !', '« Zelda\u00a0»', '40 %']
  expect(wrong.filter((text) => !breaksFrenchSpacing(text))).toEqual([])
})
