import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { mapMetacritic } from '#seed/sources/metacritic/map'
import { openMetacritic } from '#seed/sources/metacritic/read'
import { MetacriticRow } from '#seed/sources/metacritic/row'
import { audienceOf, readList, unknownOf } from './read-list'

const source = { open: openMetacritic, row: MetacriticRow, map: mapMetacritic }
const FIXTURES = join(import.meta.dir, '../../fixtures/metacritic')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'csv')

describe('a few rows of every list', () => {
  const fixture = (name: string) => readList(source, join(FIXTURES, `${name}.csv`))

  test('of 2020, separated by semicolons', async () => {
    const list = await fixture('quirky-quark-2020')
    expect(list).toMatchObject({ dataset: 'quirky-quark-2020', read: 6, refused: {} })
    expect(unknownOf(list, 'platforms')).toEqual({ '2006': 1, 'Steam Edition': 1 })
    expect(list.accepted[1]).toEqual({
      key: 'soulcalibur|dreamcast|1999-09-08',
      record: {
        title: 'SoulCalibur',
        released: { date: '1999-09-08', precision: 'day' },
        releases: [{ platform: 'dreamcast', released: { date: '1999-09-08', precision: 'day' } }],
        critics: { value: 98 },
        users: { value: 86 },
      },
    })
  })

  test('of 2011 to 2019, with votes in three cells each', async () => {
    const list = await fixture('prasertcbs-2019')
    expect(list).toMatchObject({ dataset: 'prasertcbs-2019', read: 4, refused: {} })
    expect(list.accepted.map(({ record }) => record.popularity)).toEqual([4_565_000, undefined, 302_500, 685_000])
    expect(unknownOf(list, 'genres')).toEqual({ Modern: 1 })
  })

  test('with platforms in full', async () => {
    const list = await fixture('roi5676')
    expect(list).toMatchObject({ dataset: 'roi5676', read: 6, refused: {} })
    expect(list.accepted.map(({ key }) => key)).toContain('grand theft auto v|ps3')
    expect(list.accepted.map(({ record }) => record.developers)).toContainEqual(['Luxoflux, Inc.'])
    expect(list.accepted.map(({ record }) => record.developers)).toContainEqual(['Atlantis Interactive Entertainment'])
  })
})

/** Expected counts: rows, platforms that are parts of titles, players (votes x 2,500); counted with another CSV reader. */
const COUNTED: [file: string, read: number, pieces: number, people: number][] = [
  ['metacritic_2020_semicolon.csv', 17_287, 59, 0],
  ['metacritic_2011_2019_5k.csv', 5_699, 0, 737_497_500],
  ['metacritic_roi5676_fullplatform.csv', 11_530, 0, 3_399_480_000],
]

describe.skipIf(!REAL)('whole real files (skipped without TEST_DATA_DIR)', () => {
  test.each(COUNTED)('%s is accepted to the last row', async (file, read, pieces, people) => {
    const list = await readList(source, join(REAL ?? '', file))
    const unknown = Object.values(unknownOf(list, 'platforms')).reduce((sum, count) => sum + count, 0)
    expect(list).toMatchObject({ read, refused: {} })
    expect({ accepted: list.accepted.length, pieces: unknown, people: audienceOf(list) }).toEqual({
      accepted: read,
      pieces,
      people,
    })
  })
})
