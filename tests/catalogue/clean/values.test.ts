import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseDate } from '#catalogue/clean/date'
import { millionsToCopies, parseCount, parseNumber } from '#catalogue/clean/number'
import { AMBIGUOUS, INVALID, NO_VALUE } from '#catalogue/clean/parsed'
import { parseScore } from '#catalogue/clean/score'

describe('a date is as exact as it is written', () => {
  test.each([
    ['Nov 23, 1998', '1998-11-23', 'day'],
    ['Sep  8, 1999', '1999-09-08', 'day'],
    ['September 8, 1999', '1999-09-08', 'day'],
    ['18 Apr, 2011', '2011-04-18', 'day'],
    ['18 Apr 2011', '2011-04-18', 'day'],
    ['2013-09-17', '2013-09-17', 'day'],
    ['2013-09-17T10:00:00Z', '2013-09-17', 'day'],
    ['Feb 29, 2004', '2004-02-29', 'day'],
    ['Nov 23 1998', '1998-11-23', 'day'],
    ['November 1st, 2011', '2011-11-01', 'day'],
    ['22nd November 2011', '2011-11-22', 'day'],
    ['23-Nov-1998', '1998-11-23', 'day'],
    ['18 Apr,\u00a02011', '2011-04-18', 'day'],
    ['Apr-2011', '2011-04-01', 'month'],
    ['2013-05-00', '2013-05-01', 'month'],
    ['2013-00-00 00:00:00', '2013-01-01', 'year'],
    ['Fall 2013', '2013-01-01', 'year'],
    ['Winter 2003', '2003-01-01', 'year'],
    ['Late 2023', '2023-01-01', 'year'],
    ['mid-2010', '2010-01-01', 'year'],
    ['H1 2025', '2025-01-01', 'year'],
    ['TBA 2025', '2025-01-01', 'year'],
    ['2013 (TBC)', '2013-01-01', 'year'],
    ['Apr 2011', '2011-04-01', 'month'],
    ['Sept 2011', '2011-09-01', 'month'],
    ['2011-04', '2011-04-01', 'month'],
    ['Q1 2025', '2025-01-01', 'quarter'],
    ['Q4 2025', '2025-10-01', 'quarter'],
    ['2025 Q3', '2025-07-01', 'quarter'],
    ['2025-Q3', '2025-07-01', 'quarter'],
    ['2009/12', '2009-12-01', 'month'],
    ['2009/12/5', '2009-12-05', 'day'],
    ['2013-9-7', '2013-09-07', 'day'],
    ['2021 年 2 月 2 日', '2021-02-02', 'day'],
    ['2021年2月', '2021-02-01', 'month'],
    ['2021年', '2021-01-01', 'year'],
    ['2006', '2006-01-01', 'year'],
    ['2006.0', '2006-01-01', 'year'],
    ['2006.00', '2006-01-01', 'year'],
    ['1er avril 2004', '2004-04-01', 'day'],
    ['12 févr. 2004', '2004-02-12', 'day'],
    ['15 août 2004', '2004-08-15', 'day'],
    ['juil. 2004', '2004-07-01', 'month'],
    ['décembre 2004', '2004-12-01', 'month'],
    ['15. März 2004', '2004-03-15', 'day'],
    ['3. Okt. 2004', '2004-10-03', 'day'],
    ['Dez 2004', '2004-12-01', 'month'],
    ['15 de marzo de 2004', '2004-03-15', 'day'],
    ['1 ene. 2004', '2004-01-01', 'day'],
    ['septiembre de 2004', '2004-09-01', 'month'],
    ['2 maggio 2004', '2004-05-02', 'day'],
    ['15-ott-2004', '2004-10-15', 'day'],
    ['15 de março de 2004', '2004-03-15', 'day'],
    ['15/dez/2004', '2004-12-15', 'day'],
    ['15MAR2004', '2004-03-15', 'day'],
    ['Sommer 2004', '2004-01-01', 'year'],
    ['T3 2025', '2025-07-01', 'quarter'],
  ] as const)('%s', (text, date, precision) =>
    expect(parseDate(text)).toEqual({ ok: true, value: { date, precision } }),
  )

  test.each([
    ...['', ' ', 'N/A', 'TBA', 'tbd', 'Coming soon', 'To be announced', 'Coming Soon!', "When it's done"],
    ...['Canceled', 'Unreleased', '0000-00-00', '0000-00-00 00:00:00', 'à venir', 'demnächst', 'NaT', '\\N'],
  ])('%j says that there is none', (text) => expect(parseDate(text)).toEqual(NO_VALUE))

  test.each([
    'Feb 30, 2004',
    'Foo 3, 2004',
    'PSP',
    '2006.5',
    '0',
    '99999',
    '1066',
    'Q5 2025',
    '2013-13-01',
    '3-Jan-00',
    '4/1/1999',
    'Nov 31 1998',
    '2013-13-00',
    '2013-00-05',
    'Falling 2013',
    '1949',
    '2101',
    '21-08-2012',
    '2009/13',
    '2009-12/5',
    '2025 Q5',
    '2021 年 13 月',
    '1302825600',
  ])('%j is no date', (text) => expect(parseDate(text)).toEqual(INVALID))

  test('every day of a calendar is read back', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), (day) => {
        const date = day.toISOString().slice(0, 10)
        expect(parseDate(date)).toEqual({ ok: true, value: { date, precision: 'day' } })
      }),
    )
  })
})

describe('numbers', () => {
  test.each([
    ['41.36', 41.36],
    ['41,36', 41.36],
    [' 8 ', 8],
    ['51.0', 51],
    ['-1', -1],
    ['0', 0],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['12,34,567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['650\u00a0000', 650_000],
    ['650\u202f000', 650_000],
    ['650\u2009000,5', 650_000.5],
    ["1'234'567", 1_234_567],
    ['1’500', 1500],
    ['1.234,5', 1234.5],
    ['1,234.567', 1234.567],
    ['0,500', 0.5],
    ['1234,567', 1234.567],
    ['.5', 0.5],
    ['5.', 5],
    ['1.2e6', 1_200_000],
    ['1,2E+06', 1_200_000],
    ['１５００', 1500],
  ])('%j is %d', (text, value) => expect(parseNumber(text)).toEqual({ ok: true, value }))

  test.each([
    ...['', 'N/A', 'tbd', 'Unknown', '<NA>', '(null)', '\\N', 'n.a.', 'NA', 'NaN', 'NaT', '.', '-', '–', '#N/A', '#NV'],
    ...['k. A.', 's/d', 'n/d', 'nil', '[NULL]', '#DIV/0!', 'inconnu'],
  ])('%j is missing', (text) => expect(parseNumber(text)).toEqual(NO_VALUE))
  test.each([
    '1.2.3',
    'abc',
    '0x10',
    'Infinity',
    '12 k',
    '1,,5',
    '1 23',
    '2011 253',
    '1.234.56',
    '1,234,567.8.9',
    '1e999',
  ])('%j is no number', (text) => expect(parseNumber(text)).toEqual(INVALID))

  test.each(['1,500', '1.500', '-12.000', '999,999'])('%j reads two ways', (text) => {
    expect(parseNumber(text)).toEqual(AMBIGUOUS)
    expect(parseCount(text)).toEqual(AMBIGUOUS)
    const value = Number(text.replace(',', '.'))
    expect(parseNumber(text, 'either')).toEqual({ ok: true, value })
    const [sign, other] = text.includes(',') ? ([',', '.'] as const) : (['.', ','] as const)
    expect(parseNumber(text, sign)).toEqual({ ok: true, value })
    expect(parseNumber(text, other)).toEqual({ ok: true, value: Math.round(value * 1000) })
  })

  test.each([
    ['12.5', ','],
    ['12,5', '.'],
    ['1.234,5', '.'],
    ['1,234.5', ','],
    ['1,234,567', ','],
  ] as const)('%j is no number if its decimals begin with %j', (text, decimal) =>
    expect(parseNumber(text, decimal)).toEqual(INVALID),
  )

  test('a count is a whole number from 0', () => {
    expect(parseCount('51.0')).toEqual({ ok: true, value: 51 })
    for (const text of ['1.5', '-1', '99999999999999999999']) expect(parseCount(text)).toEqual(INVALID)
  })

  test('millions become copies without dust', () => {
    expect(millionsToCopies('41,36')).toEqual({ ok: true, value: 41_360_000 })
    expect(millionsToCopies('-1')).toEqual(INVALID)
    fc.assert(
      fc.property(fc.nat({ max: 9_999_999 }), (hundredths) => {
        const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
        expect(millionsToCopies(text)).toEqual({ ok: true, value: hundredths * 10_000 })
      }),
    )
  })
})

describe('scores', () => {
  test.each([
    ['76', 100, ['51'], { value: 76, votes: 51 }],
    ['9,10', 10, [], { value: 91 }],
    ['8.3', 10, ['709'], { value: 83, votes: 709 }],
    ['90', 100, ['1700', '107', '19'], { value: 90, votes: 1826 }],
    ['35', 100, ['0', '0', '0'], { value: 35 }],
    ['0', 10, ['4'], { value: 0, votes: 4 }],
  ])('%j of %d with votes %j', (text, best, votes, value) =>
    expect(parseScore(text, best, votes)).toEqual({ ok: true, value }),
  )

  test('without a figure there is no score', () => expect(parseScore('tbd', 10, ['4'])).toEqual(NO_VALUE))
  test('out of range or no number is refused', () => {
    for (const [text, votes] of [
      ['101', '1'],
      ['-1', '1'],
      ['8,5', 'many'],
    ] as const) {
      expect(parseScore(text, 100, [votes]).ok && text !== '8,5').toBe(false)
    }
  })
})
