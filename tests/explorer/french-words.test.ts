import { describe, expect, test } from 'bun:test'
import { PROBLEMS } from '#src/http/problem'
import { breaksFrenchSpacing, importWords, textsOfWords, WORD_FILES } from './support/french'

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

/** Problems whose text alone says what is wrong, how much or when. */
const TEXT_SAYS = [
  ...['malformed_request', 'invalid_request', 'not_configured', 'upstream_failed', 'no_such_account'],
  ...['last_administrator', 'too_many_attempts', 'collection_full', 'body_too_large'],
]
/** Problems that only other programs than the explorer meet. */
const ELSEWHERE = [
  ...['wrong_credentials', 'cross_site', 'registration_closed', 'registration_refused', 'address_taken'],
  ...['no_such_route', 'method_not_allowed', 'not_acceptable', 'feed_restarted', 'url_too_long', 'misdirected'],
]

test('every other problem has French words', async () => {
  const { troubleInWords }: typeof import('#src/explorer/words/troubles') = await importWords('words/troubles.ts', 'fr')
  expect(
    Object.keys(PROBLEMS)
      .filter((code) => !troubleInWords(code))
      .sort(),
  ).toEqual([...TEXT_SAYS, ...ELSEWHERE].sort())
})
