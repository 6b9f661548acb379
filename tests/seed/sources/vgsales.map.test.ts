import { describe, expect, test } from 'bun:test'
import * as v from 'valibot'
import { standardVocabulary as vocabulary } from '#catalogue/vocabulary/lookup'
import { mapVgsales } from '#seed/sources/vgsales/map'
import { CODED_PLATFORMS } from '#seed/sources/vgsales/platform-codes'
import { repairVgsales } from '#seed/sources/vgsales/repair'
import { VgsalesRow } from '#seed/sources/vgsales/row'
import { readNote } from '#seed/sources/vgsales/sales-note'

const WII_SPORTS: VgsalesRow = {
  name: 'Wii Sports',
  platform: 'Wii',
  year: '2006',
  genre: 'Sports',
  publisher: 'Nintendo',
  developer: '',
  sales: '82.53',
  criticScore: '',
  criticBest: 100,
  criticCount: '',
  userScore: '',
  userCount: '',
  rating: '',
}
const year = (of: string) => ({ date: `${of}-01-01`, precision: 'year' as const })
const release = { platform: 'wii', released: year('2006'), salesCopies: 82_530_000 }
const RECORD = {
  title: 'Wii Sports',
  released: year('2006'),
  releases: [release],
  genres: ['sports'],
  publishers: ['Nintendo'],
  popularity: 82_530_000,
}

const map = (row: Partial<VgsalesRow>) => mapVgsales({ ...WII_SPORTS, ...row }, { vocabulary })
const recordOf = (row: Partial<VgsalesRow>) => {
  const mapped = map(row)
  return mapped.ok ? mapped.record : undefined
}
const without = (...fields: (keyof typeof RECORD)[]) =>
  Object.fromEntries(Object.entries(RECORD).filter(([field]) => !fields.some((left) => left === field)))

describe('a row becomes a game', () => {
  test.each<[string, Partial<VgsalesRow>, object]>([
    ['as it stands', {}, RECORD],
    ['with a decimal comma', { sales: '82,53' }, RECORD],
    ['with a year as float', { year: '2006.0' }, RECORD],
    ['with spaces around its name', { name: ' Wii  Sports ' }, RECORD],
    [
      'with both scores',
      { criticScore: '76', criticCount: '51', userScore: '8', userCount: '322' },
      { ...RECORD, critics: { value: 76, votes: 51 }, users: { value: 80, votes: 322 } },
    ],
    [
      'with a score of critics out of 10',
      { criticScore: '7.70', criticBest: 10 },
      { ...RECORD, critics: { value: 77 } },
    ],
    ['with a user score to be decided', { userScore: 'tbd' }, RECORD],
    ['with a historical rating', { rating: 'K-A' }, { ...RECORD, ratings: [{ board: 'esrb', rating: 'K-A' }] }],
    ['with a rating still to come', { rating: 'RP' }, RECORD],
    [
      'without a year',
      { year: 'N/A' },
      { ...without('released'), releases: [{ platform: 'wii', salesCopies: 82_530_000 }] },
    ],
    ['without a publisher', { publisher: 'Unknown' }, without('publishers')],
    [
      'without sales',
      { sales: '0.00' },
      { ...without('popularity'), releases: [{ platform: 'wii', released: year('2006') }] },
    ],
    [
      'with several developers',
      { developer: 'Clever Beans, Pipeworks Software, Inc.' },
      { ...RECORD, developers: ['Clever Beans', 'Pipeworks Software, Inc.'] },
    ],
    ['of a genre that is none', { genre: 'Misc' }, { ...without('genres'), unknown: { genres: ['Misc'] } }],
    ['from a shop', { platform: 'PSN' }, { ...without('releases'), unknown: { platforms: ['PSN'] } }],
    [
      'counted in one market',
      { name: 'Wii Sports (JP sales)' },
      { ...RECORD, releases: [{ ...release, region: 'jp' }] },
    ],
    ['whose name was mojibake', { name: 'PokÌ©mon' }, { ...RECORD, title: 'Pokémon' }],
  ])('%s', (_, row, expected) => expect(recordOf(row)).toEqual(expected as typeof RECORD)) // safe: what the table says
})

describe('a row is refused', () => {
  test.each<[string, string, Partial<VgsalesRow>]>([
    ['missing_title', 'title', { name: ' ' }],
    ['destroyed_text', 'title', { name: '1080\ufffd: TenEighty' }],
    ['destroyed_text', 'title', { name: 'EinhÌ_nder' }],
    [
      'shifted_columns',
      'platform',
      { name: 'Steins', platform: 'Gate', year: 'PSP', genre: '2011', publisher: 'Adventure' },
    ],
    ['invalid_date', 'released', { year: 'soon' }],
    ['invalid_number', 'salesCopies', { sales: 'many' }],
    ['invalid_number', 'salesCopies', { sales: '-1' }],
    ['invalid_number', 'critics', { criticScore: '760' }],
    ['invalid_number', 'users', { userScore: '8', userCount: '-3' }],
    ['wrong_platform', 'platform', { name: 'Lunar 2: Eternal Blue(sales, but wrong system)' }],
  ])('%s of %s', (code, field, row) => {
    const mapped = map(row)
    expect(mapped).toMatchObject({ ok: false, reject: { code, field } })
  })

  test('and its message never contains an input value', () => {
    const mapped = map({ year: 'secret-year' })
    expect(mapped.ok ? '' : mapped.reject.message).not.toContain('secret')
  })
})

test.each<[Partial<VgsalesRow>, string]>([
  [{}, 'wii sports|wii|2006'],
  [{ year: 'N/A' }, 'wii sports|wii|'],
  [{ platform: 'PSN' }, 'wii sports|psn|2006'],
  [{ name: 'Wii Sports (JP sales)' }, 'wii sports (jp sales)|wii|2006'],
])('%j is known by the key %s', (row, key) => expect(map(row)).toMatchObject({ ok: true, key }))

test('the key is the same in every list of the source', () => {
  const kaggle = {
    Name: 'Halo 2',
    Platform: 'XB',
    Year: '2004',
    Genre: 'Shooter',
    Publisher: 'MGS',
    Global_Sales: '8.49',
  }
  const scores = { Critic_Score: '', Critic_Count: '', User_Score: '', User_Count: '', Rating: '' }
  const lists = [
    kaggle,
    { ...kaggle, ...scores, Platform: 'X', Year: '2004.0' },
    { ...kaggle, ...scores, Year_of_Release: '2004', Developer: '' },
    {
      title: 'Halo 2',
      console: 'XB',
      genre: '',
      publisher: '',
      developer: '',
      critic_score: '',
      total_sales: '8.49',
      release_date: '2004.00',
    },
  ]
  const keys = lists.map((row) => mapVgsales(v.parse(VgsalesRow, row), { vocabulary }))
  expect(keys.map((mapped) => mapped.ok && mapped.key)).toEqual(Array(4).fill('halo 2|xbox|2004'))
})

test('every code has a platform of the vocabulary', () => {
  expect(CODED_PLATFORMS.filter((slug) => vocabulary.platform(slug)?.slug !== slug)).toEqual([])
})

test.each([
  ['The Godfather (old US sales)', 'The Godfather', 'us'],
  ['Secret Agent Clank(US sales)', 'Secret Agent Clank', 'us'],
  ['Winning Eleven 9 (JP & Others sales)', 'Winning Eleven 9', 'jp+other'],
  ['Tetris 2 (All region sales)', 'Tetris 2', undefined],
  ['Sales Hero (2006)', 'Sales Hero (2006)', undefined],
])('%s is the title %s', (name, title, region) =>
  expect(readNote(name)).toEqual({ title, wrongSystem: false, ...(region && { region }) }),
)

describe('a row cut at every comma', () => {
  const columns = 'Name,Platform,Year_of_Release,Genre,Publisher,NA_Sales,EU_Sales,JP_Sales,Other_Sales,Global_Sales'
    .concat(',Critic_Score,Critic_Count,User_Score,User_Count,Developer,Rating;')
    .split(',')
  const repair = (text: string) => repairVgsales(text.split(','), text, columns)
  const sales = '0.03,0,0,0,0.03'

  test.each([
    [`Go, Diego, Go!,DS,2008,Action,Take-Two,${sales},,,,,,;`, 0, 'Go, Diego, Go!'],
    [`Pro Angler,PS3,2012,Sports,Interworks, Inc.,${sales},,,,,Interworks, Inc.,E;`, 4, 'Interworks, Inc.'],
    [
      `Saints Row 2,PC,2009,Action,THQ,${sales},72,24,6.8,380,Volition Inc., CD Projekt, Red,M;`,
      14,
      'Volition Inc., CD Projekt, Red',
    ],
    [`A, PS,PS,N/A,Misc,Sega,${sales},,,tbd,,,;`, 0, 'A, PS'],
  ])('%s is put together', (text, cell, whole) => {
    expect(repair(text)).toHaveLength(16)
    expect(repair(text)?.[cell]).toBe(whole)
  })

  test('and quoted as one cell is repaired', () => {
    const text = `"Go, Diego, Go!",DS,2008,Action,Take-Two,${sales},,,,,,;`
    expect(repairVgsales([text], text, columns)?.[0]).toBe('Go, Diego, Go!')
  })

  test.each([
    ['no place where platform, year and genre stand', `Go, Diego,Sega,2008,Action,Take-Two,${sales},,,,,,;`],
    ['two such places', `A,DS,2008,Action,PS2,2009,Action,Sega,${sales},,,,,,;`],
    ['too few cells', 'Go,DS,2008'],
    ['no sales', 'Go, Diego,DS,2008,Action,Take-Two,a,b,c,d,e,,,,,,;'],
  ])('with %s stays as it is', (_, text) => expect(repair(text)).toBeUndefined())

  test('of another list is not changed', () => {
    expect(repairVgsales(['a'], 'a', ['id', 'title'])).toBeUndefined()
  })
})
