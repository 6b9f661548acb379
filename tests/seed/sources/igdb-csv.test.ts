import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { standardVocabulary as vocabulary } from '#catalogue/vocabulary/lookup'
import { mapIgdbCsv } from '#seed/sources/igdb-csv/map'
import { openIgdbCsv } from '#seed/sources/igdb-csv/read'
import { IgdbCsvRow } from '#seed/sources/igdb-csv/row'
import { readList } from './read-list'

const source = { open: openIgdbCsv, row: IgdbCsvRow, map: mapIgdbCsv }
const FIXTURE = join(import.meta.dir, '../../fixtures/igdb-csv/quirky-quark-2020.csv')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'csv', 'igdb_2020_semicolon.csv')

const day = (date: string) => ({ date, precision: 'day' as const })
const ROW: IgdbCsvRow = {
  title: 'age-of-wonders-iii',
  release_dates: 'TBD - Mac; Mar 31, 2014 - PC (Microsoft Windows)',
  publisher: 'Triumph Studios',
  dev: 'Triumph Studios',
  genres: 'Strategy',
  series: 'Age of Wonders',
}
const RECORD = {
  title: 'age of wonders iii',
  developers: ['Triumph Studios'],
  publishers: ['Triumph Studios'],
  released: day('2014-03-31'),
  releases: [{ platform: 'mac' }, { platform: 'pc', released: day('2014-03-31') }],
  genres: ['strategy'],
  series: ['Age of Wonders'],
}
const map = (row: Partial<IgdbCsvRow>) => mapIgdbCsv({ ...ROW, ...row }, { vocabulary })

describe('a row becomes a game', () => {
  test.each<[string, Partial<IgdbCsvRow>, object]>([
    ['as it stands, its slug for a title', {}, RECORD],
    [
      'with the first of two days on one platform',
      { release_dates: 'Nov 28, 2002 - Xbox; Nov 18, 2002 - Xbox; TBD - Xbox' },
      { ...RECORD, released: day('2002-11-18'), releases: [{ platform: 'xbox', released: day('2002-11-18') }] },
    ],
    [
      'with a year for its last day, after a day of the same year',
      { release_dates: 'Dec 31, 1983 - Xbox; Dec 31, 1983 - Mac; Jun 04, 1983 - Xbox' },
      {
        ...RECORD,
        released: day('1983-06-04'),
        releases: [
          { platform: 'xbox', released: day('1983-06-04') },
          { platform: 'mac', released: { date: '1983-01-01', precision: 'year' } },
        ],
      },
    ],
    [
      'with what no vocabulary holds kept',
      { release_dates: 'Oct 25, 2013 - Abacus', genres: 'Strategy, Abaci' },
      {
        ...RECORD,
        released: day('2013-10-25'),
        releases: undefined,
        unknown: { platforms: ['Abacus'], genres: ['Abaci'] },
      },
    ],
    [
      'without names whose letters are lost',
      { dev: 'WB Games Montr?éal, Splash Damage' },
      { ...RECORD, developers: ['Splash Damage'] },
    ],
  ])('%s', (_, row, record) => {
    expect(map(row)).toEqual({ ok: true, key: 'age-of-wonders-iii', record: record as never })
  })

  test('with a title alone if its page was not loaded', () => {
    const [release_dates, publisher, dev, genres, series] = Array<string>(5).fill('Try Again')
    expect(map({ release_dates, publisher, dev, genres, series } as IgdbCsvRow)).toEqual({
      ok: true,
      key: 'age-of-wonders-iii',
      record: { title: 'age of wonders iii' },
    })
  })

  test.each([
    ['missing_title', { title: ' ' }],
    ['invalid_date', { release_dates: 'Feb 30, 2014 - Mac' }],
  ])('or is refused: %s', (code, row) => {
    expect(map(row)).toMatchObject({ ok: false, reject: { code } })
  })
})

test('a few rows of the list are recognised by their columns and decoded correctly', async () => {
  const list = await readList(source, FIXTURE)
  expect(list).toMatchObject({ dataset: 'quirky-quark-2020', read: 5, refused: {} })
  expect(list.accepted.map(({ record }) => record.releases?.length)).toEqual([5, 1, undefined, 5, 3])
})

test.skipIf(!REAL)('the whole list is accepted (TEST_DATA_DIR names its folder)', async () => {
  const list = await readList(source, REAL ?? '')
  expect([list.read, list.accepted.length, new Set(list.accepted.map(({ key }) => key)).size]).toEqual([
    10_240, 10_240, 10_238,
  ])
  const dates = list.accepted.flatMap(({ record }) => record.releases?.flatMap(({ released }) => released ?? []) ?? [])
  const years = dates.filter(({ precision }) => precision === 'year')
  expect([dates.length, years.length]).toEqual([22_327, 868])
})
