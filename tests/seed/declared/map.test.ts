import { describe, expect, test } from 'bun:test'
import { itemsOfList } from '#catalogue/list/cells/list-text'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import type { Mapped } from '#seed/contract/record'
import { declaredMap } from '#seed/declared/map'
import { entryOf } from './entries'

/** Maps a row, with a key and a title added, by an entry with this map. */
function mapped(map: Record<string, unknown>, row: Record<string, unknown>, key: unknown = 'id'): Mapped {
  const entry = entryOf({ key, map: { title: 'title', ...map } })
  return declaredMap(entry)({ id: 7, title: 'Elite', ...row }, { vocabulary: standardVocabulary })
}

const recordOf = (map: Record<string, unknown>, row: Record<string, unknown>): unknown => {
  const result = mapped(map, row)
  return result.ok ? result.record : result.reject
}

const year = (of: string) => ({ released: { date: `${of}-01-01`, precision: 'year' } })
const day = (date: string) => ({ released: { date, precision: 'day' as const } })

test('a title that is declared as missing refuses the record', () => {
  const map = { title: { column: 'title', missing: 'NA' } }
  expect(mapped(map, { title: 'NA' })).toMatchObject({ reject: { code: 'missing_title' } })
})

const COMMA = { decimal: ',' } as const

/** Texts with numbers, the declaration, and the figure. */
const FIGURES = [
  ['650 000', true, 650_000],
  ["1'234'567 sold", true, 1_234_567],
  ['1,5 Mio.', true, 1_500_000],
  ['1.234M', true, 1_234_000],
  ['~12 Tsd.', true, 12_000],
  ['2,5 millones', true, 2_500_000],
  ['1,2 milhões', true, 1_200_000],
  ['1-2 million', true, 1_000_000],
  ['20,000,000 .. 50,000,000', true, 20_000_000],
  ['1.5万', true, 15_000],
  ['3 crore', true, 30_000_000],
  ['1.2e6', true, 1_200_000],
  ['1.500', COMMA, 1500],
  ['1.234.567 Stück', COMMA, 1_234_567],
  ['1.234,9', COMMA, 1235],
  ['1,500', { decimal: '.' }, 1500],
  ['1.234', { decimal: ',', factor: 1000 }, 1_234_000],
] as const

describe('a field', () => {
  test.each([
    ['a column', { summary: 'about' }, { about: ' Two \n lines ' }, { summary: 'Two lines' }],
    ['a column with dots in its name', { summary: 'a.b' }, { 'a.b': 'x', a: { b: 'y' } }, { summary: 'x' }],
    ['a path', { summary: 'a.b.1' }, { a: { b: ['x', 'y'] } }, { summary: 'y' }],
    ['a path through a list', { series: 'a.name' }, { a: [{ name: 'x' }, { name: 'y' }, {}] }, { series: ['x', 'y'] }],
    ['a path that is not there', { summary: 'a.b.c' }, { a: 3 }, {}],
    ['a name that objects have by nature', { summary: 'constructor.name' }, {}, {}],
    [
      'no value',
      { summary: 'a', year: 'b', 'score.users': 'c', series: 'd' },
      { a: 'N/A', b: 'TBD', c: '', d: null },
      {},
    ],
    ['split', { series: { column: 'a', split: '|' } }, { a: 'x | y||x' }, { series: ['x', 'y'] }],
    ['tags', { tags: { column: 'a', split: ';' } }, { a: 'Open World; vr;VR' }, { tags: ['open-world', 'vr'] }],
    [
      'an object of counts, the most counted first',
      { tags: 'a' },
      { a: { VR: 2, 'Sci-fi': 5, none: 1, Indie: 0 } },
      { tags: ['sci-fi', 'vr'] },
    ],
    ['an object that counts nothing', { series: 'a' }, { a: {} }, {}],
    ['words', { series: { column: 'a', words: true } }, { a: `['x', "y's"]` }, { series: ['x', "y's"] }],
    ['const', { kind: { const: 'dlc' } }, {}, { kind: 'dlc' }],
    ['a kind', { kind: 'a' }, { a: 'DLC' }, { kind: 'dlc' }],
    ['a date', { released: 'a' }, { a: 'Nov 23, 1998' }, day('1998-11-23')],
    ['D-MMM-YY', { released: { column: 'a', date: 'D-MMM-YY' } }, { a: '3-Jan-00' }, day('2000-01-03')],
    ['YY from 50', { released: { column: 'a', date: 'D-MMM-YY' } }, { a: '31-Aug-52' }, day('1952-08-31')],
    ['DD-MM-YYYY', { released: { column: 'a', date: 'DD-MM-YYYY' } }, { a: '05-12-2001' }, day('2001-12-05')],
    ['M/D/YYYY', { released: { column: 'a', date: 'M/D/YYYY' } }, { a: '5/12/2001' }, day('2001-05-12')],
    ['D.M.YYYY', { released: { column: 'a', date: 'D.M.YYYY' } }, { a: '5.12.2001' }, day('2001-12-05')],
    ['X', { released: { column: 'a', date: 'X' } }, { a: 1474416000 }, day('2016-09-21')],
    ['x', { released: { column: 'a', date: 'x' } }, { a: 1474416000000 }, day('2016-09-21')],
    [
      'the first date pattern that fits',
      { released: { column: 'a', date: ['M/D/YYYY', 'YYYY/MM'] } },
      { a: '2010/07' },
      { released: { date: '2010-07-01', precision: 'month' } },
    ],
    ['missing', { popularity: { column: 'a', missing: ['NA', '-1'] } }, { a: -1 }, {}],
    ['missing in a list', { series: { column: 'a', split: ',', missing: 'NA' } }, { a: 'x, NA' }, { series: ['x'] }],
    ['codes of a list', { genres: { column: 'a', codes: { '12': 'RPG' } } }, { a: [12] }, { genres: ['role-playing'] }],
    [
      'a code that is not listed',
      { genres: { column: 'a', codes: { '12': 'RPG' } } },
      { a: ['99'] },
      { unknown: { genres: ['99'] } },
    ],
    [
      'no code that objects have by nature',
      { series: { column: 'a', codes: { x: 'y' } } },
      { a: 'constructor' },
      { series: ['constructor'] },
    ],
    ['codes of a kind', { kind: { column: 'a', codes: { '1': 'dlc' } } }, { a: 1 }, { kind: 'dlc' }],
    [
      'flags',
      { platforms: { flags: { w: 'Windows', m: 'Mac', l: 'Linux', x: 'Xbox' } } },
      { w: 'TRUE', m: 0, l: '1', x: '' },
      { releases: [{ platform: 'pc' }, { platform: 'linux' }] },
    ],
    ['a sum', { popularity: { column: ['a', 'b'], number: 35 } }, { a: '2', b: 1 }, { popularity: 105 }],
    ['a sum with a gap', { popularity: { column: ['a', 'b'] } }, { a: '2', b: '' }, { popularity: 2 }],
    [
      'against',
      { 'score.users': { column: 'a', against: 'b' }, votes: { column: ['a', 'b'] } },
      { a: 3, b: '1' },
      { users: { value: 75, votes: 4, isShare: true } },
    ],
    ['share', { 'score.users': { column: 'a', share: true } }, { a: 75 }, { users: { value: 75, isShare: true } }],
    ['against without a vote', { 'score.users': { column: 'a', against: 'b' } }, { a: 0, b: 0 }, {}],
    ['a year', { year: 'a' }, { a: 2006.0 }, { released: { date: '2006-01-01', precision: 'year' } }],
    [
      'a year in a text',
      { year: { column: 'a', number: true } },
      { a: '(1999)' },
      { released: { date: '1999-01-01', precision: 'year' } },
    ],
    ['released before year', { year: 'a', released: 'b' }, { a: '1998', b: '1998-11-23' }, day('1998-11-23')],
    [
      'year where released is unknown',
      { year: 'a', released: 'b' },
      { a: '1998', b: 'TBA' },
      { released: { date: '1998-01-01', precision: 'year' } },
    ],
    ['scale', { 'score.users': { column: 'a', scale: 5 } }, { a: '3.3' }, { users: { value: 66 } }],
    [
      'scale of a text',
      { 'score.critics': { column: 'a', scale: 10, number: true } },
      { a: '8,5 / 10' },
      { critics: { value: 85 } },
    ],
    ['a score of nothing', { 'score.users': { column: 'a', scale: 5 }, votes: 'b' }, { a: 0, b: 3 }, {}],
    [
      'votes of the users first',
      { 'score.users': 'a', 'score.critics': 'a', votes: 'b' },
      { a: 50, b: 3 },
      { critics: { value: 50 }, users: { value: 50, votes: 3 } },
    ],
    [
      'votes in a text',
      { 'score.critics': 'a', votes: { column: 'b', number: { decimal: '.' } } },
      { a: 50, b: '1,253 Reviews' },
      { critics: { value: 50, votes: 1253 } },
    ],
    [
      'thousands of its own',
      { popularity: { column: 'a', number: 700 } },
      { a: '3.9K plays' },
      { popularity: 2_730_000 },
    ],
    [
      'millions of its own',
      { salesCopies: { column: 'a', number: true } },
      { a: '20,32m' },
      { salesCopies: 20_320_000 },
    ],
    ...FIGURES.map(
      ([text, number, salesCopies]) =>
        [`figure ${text}`, { salesCopies: { column: 'a', number } }, { a: text }, { salesCopies }] as const,
    ),
    [
      'a number of JSON',
      { popularity: { column: 'a', number: { decimal: ',' } } },
      { a: 1234.567 },
      { popularity: 1235 },
    ],
    [
      'a score of three decimals',
      { 'score.users': { column: 'a', scale: 10 } },
      { a: '7.125' },
      { users: { value: 71.3 } },
    ],
    [
      'a year with thousands',
      { year: { column: 'a', number: true } },
      { a: '2,006' },
      { released: { date: '2006-01-01', precision: 'year' } },
    ],
    ['no size in a word', { popularity: { column: 'a', number: true } }, { a: '12 Months' }, { popularity: 12 }],
    ['a year in its last day', { released: { column: 'a', date: 'year-in-day' } }, { a: '2004-12-31' }, year('2004')],
    [
      'a year in its first day',
      { released: { column: 'a', date: ['D/M/YYYY', 'year-in-day'] } },
      { a: '1/1/2004' },
      year('2004'),
    ],
    [
      'a day beside years in days',
      { released: { column: 'a', date: 'year-in-day' } },
      { a: '1998-11-23' },
      day('1998-11-23'),
    ],
    [
      'a French month in a pattern',
      { released: { column: 'a', date: 'D MMMM YYYY' } },
      { a: '23 Novembre 1998' },
      day('1998-11-23'),
    ],
    ['a short German month', { released: { column: 'a', date: 'D. MMM YY' } }, { a: '5. Dez. 98' }, day('1998-12-05')],
    ['no count since 1970', { released: { column: 'a', date: 'X' } }, { a: 0 }, {}],
    ['no count before 1970', { released: { column: 'a', date: 'x' } }, { a: -1 }, {}],
    ['millions', { salesCopies: { column: 'a', number: 1_000_000 } }, { a: '41,36' }, { salesCopies: 41_360_000 }],
    ['an id elsewhere', { 'externalIds.steam': 'a' }, { a: 620 }, { externalIds: { steam: '620' } }],
    ['a website', { website: 'a' }, { a: 'https://elite.example' }, { website: 'https://elite.example' }],
    [
      'companies by comma',
      { publishers: 'a' },
      { a: 'Acornsoft, Sanuk Software Co., Ltd.' },
      { publishers: ['Acornsoft', 'Sanuk Software Co., Ltd.'] },
    ],
    ['another name', { alternativeNames: 'a' }, { a: ['Elite', 'Elite 84'] }, { alternativeNames: ['Elite 84'] }],
    ['a title with dirt', {}, { title: ' PokÃ©mon  &amp; co ' }, { title: 'Pokémon & co' }],
  ])('is read: %s', (_, map, row, expected) => {
    expect(recordOf(map, row)).toEqual({ title: 'Elite', ...expected })
  })

  test('platforms and genres become words of the vocabulary, and unknown ones are kept', () => {
    const map = {
      platforms: { column: 'p', split: ',' },
      genres: { column: 'g', split: ',' },
      released: 'r',
      salesCopies: 's',
    }
    const row = { p: 'PlayStation 3, PS3, Abacus', g: 'RPG, Whatever', r: '2004-11-16', s: 5 }
    const released = { date: '2004-11-16', precision: 'day' }
    expect(recordOf({ ...map, edition: { const: 'Gold' } }, row)).toEqual({
      title: 'Elite',
      released,
      releases: [{ platform: 'ps3', released, edition: 'Gold', salesCopies: 5 }],
      genres: ['role-playing'],
      unknown: { platforms: ['Abacus'], genres: ['Whatever'] },
    })
    expect(recordOf(map, { ...row, p: 'PS3,Xbox' })).toMatchObject({
      salesCopies: 5,
      releases: [{ platform: 'ps3' }, { platform: 'xbox' }],
    })
  })
})

describe('a record', () => {
  test.each([
    ['missing_key', {}, { id: '  ' }],
    ['missing_key', {}, { id: null }],
    ['invalid_key', {}, { id: { a: 1 } }],
    ['invalid_key', {}, { id: Number.POSITIVE_INFINITY }],
    ['missing_title', {}, { title: '' }],
    ['missing_title', {}, { title: null }],
    ['destroyed_text', {}, { title: 'Pok\uFFFDmon' }],
    ['invalid_date', { released: 'a' }, { a: '31.02.2000' }],
    ['invalid_date', { released: { column: 'a', date: 'D-MMM-YY' } }, { a: '2000-01-03' }],
    ['invalid_date', { released: { column: 'a', date: 'D-M-YYYY' } }, { a: '31-2-2000' }],
    ['invalid_date', { year: 'a' }, { a: '9999' }],
    ['invalid_number', { 'score.users': { column: 'a', scale: 5 } }, { a: '5.1' }],
    ['invalid_number', { 'score.users': 'a' }, { a: '-1' }],
    ['invalid_number', { popularity: 'a' }, { a: Number.POSITIVE_INFINITY }],
    ['invalid_number', { popularity: 'a' }, { a: -1 }],
    ['invalid_number', { popularity: { column: 'a', number: true } }, { a: 'many' }],
    ['ambiguous_number', { popularity: 'a' }, { a: '1,500' }],
    ['ambiguous_number', { popularity: { column: 'a', number: true } }, { a: '12.000 plays' }],
    ['ambiguous_number', { salesCopies: { column: 'a', number: 1000 } }, { a: '1.234' }],
    ['ambiguous_number', { 'score.users': { column: 'a', against: 'b' } }, { a: '1,500', b: 3 }],
    ['ambiguous_number', { votes: 'a', 'score.users': 'b' }, { a: '1.204', b: '85' }],
    ['invalid_number', { popularity: { column: 'a', number: { decimal: ',' } } }, { a: '12.5' }],
    ['missing_title', {}, { title: '<NA>' }],
    ['missing_title', {}, { title: '#NAME?' }],
    ['missing_key', {}, { id: '\\N' }],
    ['invalid_value', { website: 'a' }, { a: 'javascript:alert(1)' }],
    ['invalid_value', { summary: 'a' }, { a: { b: 1 } }],
    ['invalid_value', { series: { column: 'a', words: true } }, { a: 'x, y' }],
    ['invalid_value', { kind: 'a' }, { a: 'novel' }],
    ['invalid_value', { kind: { column: 'a', codes: { '1': 'dlc' } } }, { a: 2 }],
    ['invalid_value', { platforms: { flags: { w: 'Windows' } } }, { w: 'maybe' }],
    ['invalid_number', { popularity: { column: ['a', 'b'] } }, { a: 2, b: 'many' }],
    ['invalid_number', { 'score.users': { column: 'a', against: 'b' } }, { a: 2, b: -1 }],
  ])('that cannot be read is refused: %s %#', (code, map, row) => {
    expect(mapped(map, row)).toMatchObject({ ok: false, reject: { code } })
  })

  test('that reads two ways is refused with the line that declares it', () => {
    const map = { popularity: { column: 'players', number: 700 } }
    expect(mapped(map, { players: '1,500' })).toMatchObject({
      reject: {
        field: 'popularity',
        message: expect.stringContaining('"popularity":{"column":"players","number":{"decimal":".","factor":700}}'),
      },
    })
  })

  test('has its key parts joined so that different parts never give the same key', () => {
    const keyOf = (a: string, b: string) => mapped({}, { a, b }, ['a', 'b'])
    expect(keyOf('x', 'y')).toMatchObject({ key: 'x|y' })
    expect(keyOf('x', '')).toMatchObject({ key: 'x|' })
    expect(keyOf('x|y', 'z')).not.toMatchObject({ key: 'x|y|z' })
    expect(keyOf('', '')).toMatchObject({ reject: { code: 'missing_key' } })
  })
})

test.each([
  [`['a', "b's", 'it\\'s', 1]`, ['a', "b's", "it's", '1']],
  ['["a", "é\\u00e9"]', ['a', 'éé']],
  ['[]', []],
  ['', []],
  [`['a' 'b']`, undefined],
  [`['a'`, undefined],
  ['a', undefined],
])('a printed list gives its words: %s', (text, words) => {
  expect(itemsOfList(text)).toEqual(words)
})
