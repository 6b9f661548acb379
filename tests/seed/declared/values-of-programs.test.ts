import { expect, test } from 'bun:test'
import { parseDate } from '#catalogue/clean/date'
import { parseNumber } from '#catalogue/clean/number'
import { withoutTime } from '#catalogue/clean/time-of-day'
import { cellText, textsOf } from '#catalogue/list/cells/cell'
import { readFigure } from '#catalogue/list/cells/figure'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { standardVocabulary as vocabulary } from '#catalogue/vocabulary/lookup'
import { declaredMap } from '#seed/declared/map'
import { entryOf } from './entries'

test.each([
  ['8.5/10', '8.5', 10],
  ['17 sur 20', '17', 20],
  ['4 out of 5 stars', '4', 5],
  ['8,5 von 10 Punkten', '8,5', 10],
  ['4½/5', '4.5', 5],
  ['85 %', '85', 100],
  ['★★★½☆', '3.5', 5],
  ['★★★★★★★☆☆☆', '7', 10],
])('a score that names its scale is read by it: %s', (text, value, best) => {
  expect(ownScaleOf(text)).toEqual({ value, best })
})

test.each(['8.5', '8/', '2004/05/06', '95% of the 1,234 reviews', '☆', ''])('no scale is in "%s"', (text) => {
  expect(ownScaleOf(text)).toBeUndefined()
})

test('a score of more than its scale is refused, and one of another scale is not read by the declared one', () => {
  const map = declaredMap(entryOf({ map: { title: 'title', 'score.users': { column: 's', scale: 5 } } }))
  const scored = (s: string) => map({ id: '1', title: 'Elite', s }, { vocabulary })
  expect(scored('8/10')).toMatchObject({ record: { users: { value: 80 } } })
  expect(scored('4')).toMatchObject({ record: { users: { value: 80 } } })
  expect(scored('12/10')).toMatchObject({ reject: { code: 'invalid_number' } })
})

test.each([
  ['="007"', '007'],
  ['="say ""hi"""', 'say "hi"'],
  ['="a"&"b"', '="a"&"b"'],
  ['=A1', '=A1'],
])('a formula that only holds a text is the text: %s', (cell, text) => {
  expect(cellText(cell)).toBe(text)
})

test.each([
  [`[{'id': 4, 'name': 'Action'}, {'id': 3, 'name': "Beat 'em up"}]`, ['Action', "Beat 'em up"]],
  [`[{"platform": {"id": 15, "name": "PC"}, "released_at": null}]`, ['PC']],
  [`{"PC": {"url": "x"}, "Wii": {"url": "y"}}`, ['PC', 'Wii']],
  [`{'Action', 'Adventure'}`, ['Action', 'Adventure']],
  ['{PC,"PlayStation 2"}', ['PC', 'PlayStation 2']],
  ['{}', []],
  ['nan', []],
  [`[{'id': 4, 'named': None}]`, undefined],
  [`[{'id': 4`, undefined],
])('a printed value gives its words: %s', (text, words) => {
  expect(textsOf(text, { words: true })).toEqual(words)
})

test.each([
  ['2006-04-20 10:30:00+00:00', '2006-04-20'],
  ['4/20/2006 12:00:00 AM', '4/20/2006'],
  ['20APR2006:00:00:00', '20APR2006'],
  ['Apr 20, 2006, 10:30', 'Apr 20, 2006'],
  ['2006:04:20', '2006:04:20'],
  ['10:30', '10:30'],
])('the time after a date is left out: %s', (text, date) => {
  expect(withoutTime(text)).toBe(date)
})

test.each([
  ['١٬٥٠٠', 1500],
  ['۱۵۰۰', 1500],
  ['１５００', 1500],
  ['१५', 15],
  ['٣٫٥', 3.5],
])('digits of other scripts are read: %s', (text, value) => {
  expect(parseNumber(text)).toEqual({ ok: true, value })
})

test('raised digits are footnotes, and never a part of a number', () => {
  expect(parseNumber('1500¹')).toEqual({ ok: false })
  expect(readFigure('1500¹', true)).toEqual({ ok: true, value: 1500 })
  expect(readFigure('4½', true)).toEqual({ ok: true, value: 4.5 })
  expect(parseDate('2006²')).toEqual({ ok: false })
})

test.each([
  ['620.0', { record: { externalIds: { steam: '620' } } }],
  ['1.2', { record: { externalIds: { steam: '1.2' } } }],
  ['', { record: { title: 'Elite' } }],
  ['7.61E+12', { reject: { code: 'invalid_value', field: 'externalIds.steam' } }],
])('an id as a program writes it: %s', (steam, outcome) => {
  const map = declaredMap(entryOf({ map: { title: 'title', 'externalIds.steam': 'steam' } }))
  expect(map({ id: '1', title: 'Elite', steam }, { vocabulary })).toMatchObject(outcome)
})

test('a key that a spreadsheet has shortened is refused with what to do', () => {
  const map = declaredMap(entryOf({ map: { title: 'title' } }))
  expect(map({ id: '7,61234E+12', title: 'Elite' }, { vocabulary })).toMatchObject({
    reject: { code: 'invalid_key', message: expect.stringContaining('without decimals or as text') },
  })
})

test.each(['WAHR', 'VRAI', 'verdadero', 'vero', 'Verdadeiro', 't', '-1', 'checked', '✓'])('%s says yes', (win) => {
  const map = declaredMap(entryOf({ map: { title: 'title', platforms: { flags: { win: 'PC' } } } }))
  expect(map({ id: '1', title: 'Elite', win }, { vocabulary })).toMatchObject({
    record: { releases: [{ platform: 'pc' }] },
  })
})
