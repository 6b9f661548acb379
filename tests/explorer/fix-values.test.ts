import { describe, expect, test } from 'bun:test'
import { OVERRIDABLE_FIELDS } from '#catalogue/decision/overridable'
import { KINDS } from '#catalogue/record'
import { RELATIONS } from '#catalogue/relation'
import { LANGUAGES } from '#src/explorer/languages'
import { editedText, FIELD_FORMS, type FieldForm, formOf, readValue } from '#src/explorer/pages/game/fix-values'

const VALUES: readonly [form: FieldForm, value: unknown][] = [
  ['text', 'Zelda'],
  ['text', null],
  ['kind', 'dlc'],
  ['long', 'Two\nlines'],
  ['number', 0],
  ['number', 87.5],
  ['number', null],
  ['date', { date: '1998-11-23', precision: 'day' }],
  ['date', { date: '1998-11-01', precision: 'month' }],
  ['date', { date: '1998-10-01', precision: 'quarter' }],
  ['date', { date: '1998-01-01', precision: 'year' }],
  ['date', null],
  ['lines', ['One', 'Another: second']],
  ['genres', ['puzzle']],
  ['genres', []],
  [
    'companies',
    [
      { name: 'id: Software', role: 'developer' },
      { name: 'Nobody: knows', role: null },
    ],
  ],
  ['ratings', [{ board: 'pegi', rating: '18' }]],
  ['related', [{ slug: 'star-rider', relation: 'dlc_of' }]],
  ['releases', []],
  [
    'releases',
    [
      { region: 'eu', edition: null, released: { date: '1998-10-01', precision: 'quarter' }, salesCopies: 12 },
      { region: null, edition: 'Gold Edition', released: null, salesCopies: null },
    ],
  ],
]

/** Returns a value as a game shows it: releases have their platform there. */
const asShown = (form: FieldForm, value: unknown) =>
  form === 'releases' && Array.isArray(value) ? value.map((one: object) => ({ platform: 'nes', ...one })) : value

describe('a value of a field', () => {
  test.each(VALUES)('of the form %s is edited as a text and read again: %j', (form, value) => {
    expect(readValue(form, editedText(asShown(form, value)))).toEqual(value)
  })

  test('that cannot be read is none', () => {
    expect(readValue('date', 'soon')).toBeUndefined()
    expect(readValue('date', '1998-Q5')).toBeUndefined()
    for (const impossible of [
      '1998-13',
      '1998-00',
      '1998-02-30',
      '1999-02-29',
      '0000',
      '1949',
      '2101',
      '1998-1',
      '98',
      '1998-11-31',
    ])
      expect([impossible, readValue('date', impossible)]).toEqual([impossible, undefined])
    expect(readValue('date', '2000-02-29')).toEqual({ date: '2000-02-29', precision: 'day' })
    expect(readValue('number', '1e5')).toBeUndefined()
    expect(readValue('releases', 'eu\t\tsoon\t')).toBeUndefined()
    expect(readValue('releases', '\t\t\tmany')).toBeUndefined()
  })

  test('of companies takes roles in French, too', () => {
    expect(readValue('companies', 'id Software : développeur\nGT: éditeur')).toEqual([
      { name: 'id Software', role: 'developer' },
      { name: 'GT', role: 'publisher' },
    ])
  })

  test('of a score is edited without its votes', () => {
    expect(editedText({ value: 97.3, votes: 588_000 })).toBe('97.3')
  })

  test('has a form if it can be overridden', () => {
    expect(Object.keys(FIELD_FORMS).sort()).toEqual(OVERRIDABLE_FIELDS.toSorted())
    expect(formOf('releases.nes')).toBe('releases')
    expect(formOf('score.users')).toBe('number')
    for (const field of ['releases', 'releases.nes.released', 'ids', 'year', 'toString'])
      expect(formOf(field)).toBeUndefined()
  })
})

test.each(LANGUAGES)('kinds and relations have words of %s', async (language) => {
  Object.assign(globalThis, { PAGE_LANGUAGE: language })
  const words: typeof import('#src/explorer/pages/game/fact-words') = await import(
    `#src/explorer/pages/game/fact-words?${language}`
  )
  expect(Object.keys(words.factWords.kinds)).toEqual([...KINDS])
  expect(Object.keys(words.factWords.relations).sort()).toEqual(RELATIONS.toSorted())
})
