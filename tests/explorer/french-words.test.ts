import { describe, expect, test } from 'bun:test'
import { PROBLEMS } from '#src/http/problem'
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

/** Problems whose text alone says what is wrong, and those that only other programs than the explorer meet. */
const IN_ENGLISH = [
  ...['malformed_request', 'invalid_request', 'not_configured', 'upstream_failed', 'no_such_account'],
  ...[
    'wrong_credentials',
    'cross_site',
    'registration_closed',
    'registration_refused',
    'no_such_route',
    'address_taken',
  ],
  ...['method_not_allowed', 'not_acceptable', 'last_administrator', 'feed_restarted', 'url_too_long', 'misdirected'],
]

test('every other problem has French words', async () => {
  Object.assign(globalThis, { PAGE_LANGUAGE: 'fr' })
  const { troubleInWords }: typeof import('#src/explorer/words/troubles') = await import(
    `${new URL('../../src/explorer/words/troubles.ts', import.meta.url).pathname}?problems`
  )
  expect(Object.keys(PROBLEMS).filter((code) => !troubleInWords(code))).toEqual(
    Object.keys(PROBLEMS).filter((code) => IN_ENGLISH.includes(code)),
  )
})
