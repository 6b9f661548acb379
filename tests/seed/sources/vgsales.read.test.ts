import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { mapVgsales } from '#seed/sources/vgsales/map'
import { openVgsales } from '#seed/sources/vgsales/read'
import { VgsalesRow } from '#seed/sources/vgsales/row'
import { audienceOf, type ReadList, readList, unknownOf } from './read-list'

const source = { open: openVgsales, row: VgsalesRow, map: mapVgsales }
const FIXTURES = join(import.meta.dir, '../../fixtures/vgsales')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'csv')

const titles = (list: ReadList) => list.accepted.map(({ record }) => record.title)
const recordOf = (list: ReadList, title: string) => list.accepted.find(({ record }) => record.title === title)?.record

describe('a few rows of every list', () => {
  const fixture = (name: string) => readList(source, join(FIXTURES, `${name}.csv`))

  test('Kaggle, 2016', async () => {
    const list = await fixture('kaggle-2016')
    expect(list).toMatchObject({ dataset: 'kaggle-2016', read: 7, refused: { wrong_platform: 1 } })
    expect(titles(list)).toContain('Pokémon Yellow: Special Pikachu Edition')
    expect(recordOf(list, 'Rondo of Swords')?.releases).toMatchObject([{ platform: 'nintendo-ds', region: 'us' }])
    expect(recordOf(list, 'Samurai Shodown II')?.releases).toMatchObject([{ platform: 'neo-geo' }])
    expect(recordOf(list, 'Gran Turismo Concept 2001 Tokyo')).not.toHaveProperty('publishers')
    expect(recordOf(list, 'Madden NFL 2004')).not.toHaveProperty('released')
  })

  test('with scores of Metacritic', async () => {
    const list = await fixture('metacritic-2016')
    expect(list).toMatchObject({
      dataset: 'metacritic-2016',
      read: 7,
      refused: { missing_title: 1, wrong_platform: 1 },
    })
    expect(recordOf(list, 'Call of Duty: Modern Warfare 3')).toMatchObject({
      critics: { value: 88, votes: 81 },
      users: { value: 34, votes: 8713 },
      developers: ['Infinity Ward', 'Sledgehammer Games'],
      ratings: [{ board: 'esrb', rating: 'M' }],
    })
    expect(recordOf(list, 'Zumba Fitness')).not.toHaveProperty('users')
    expect(titles(list)).toContain('Steins;Gate')
  })

  test('separated by semicolons, with decimal commas', async () => {
    const list = await fixture('metacritic-2016-semicolon')
    expect(list).toMatchObject({ dataset: 'metacritic-2016', read: 6, refused: { missing_title: 1 } })
    expect(recordOf(list, 'Wii Sports')?.popularity).toBe(82_530_000)
    expect(recordOf(list, 'Theme Hospital')?.ratings).toEqual([{ board: 'esrb', rating: 'K-A' }])
    expect(titles(list)).toContain('Steins;Gate')
  })

  test('saved by Excel for Mac: certain letters are repaired, lost ones are refused', async () => {
    const list = await fixture('metacritic-2016-mac')
    expect(list).toMatchObject({ read: 5, refused: { destroyed_text: 2 } })
    expect(titles(list).slice(1)).toEqual([
      'Pokémon Yellow: Special Pikachu Edition',
      'Xenosaga Episode II: Jenseits von Gut und Böse',
    ])
  })

  test('saved by Excel for Mac and read with its encoding: more letters are correct, lost ones are still refused', async () => {
    const list = await readList(source, join(FIXTURES, 'metacritic-2016-mac.csv'), 'macintosh')
    expect(list).toMatchObject({ read: 5, refused: { destroyed_text: 1 } })
  })

  test('with trailing semicolons and no quotes', async () => {
    const list = await fixture('metacritic-2016-trailing')
    expect(list).toMatchObject({ dataset: 'metacritic-2016', read: 7, refused: {} })
    expect(titles(list)).toContain('Transformers: The Game (XBox 360, PS2, PS3, Wii & PC Versions)')
    expect(titles(list)).toContain('999: Nine Hours, Nine Persons, Nine Doors')
    expect(recordOf(list, 'Pro Angler Moves')?.publishers).toEqual(['Interworks Unlimited, Inc.'])
    expect(recordOf(list, 'Call of Duty: Modern Warfare 3')?.ratings).toEqual([{ board: 'esrb', rating: 'M' }])
  })

  test('with empty cells in place of words', async () => {
    const list = await fixture('metacritic-2016-blanked')
    expect(list).toMatchObject({ read: 5, refused: { missing_title: 1 } })
    expect(recordOf(list, 'Madden NFL 2004')).not.toHaveProperty('released')
  })

  test('with titles cut at their semicolon', async () => {
    expect(await fixture('metacritic-2016-shifted')).toMatchObject({ read: 3, refused: { shifted_columns: 2 } })
  })

  test('810Teams, 2017', async () => {
    const list = await fixture('810teams-2017')
    expect(list).toMatchObject({ dataset: '810teams-2017', read: 5, refused: { destroyed_text: 1 } })
    expect(list.accepted.map(({ key }) => key)).toEqual([
      'wii sports|wii|2006',
      'pokémon yellow: special pikachu edition|game-boy|1998',
      'halo 2|xbox|2004',
      'the clu|xbox-360|2008',
    ])
  })

  test('VGChartz, 2024', async () => {
    const list = await fixture('vgchartz-2024')
    expect(list).toMatchObject({ dataset: 'vgchartz-2024', read: 7, refused: {} })
    expect(unknownOf(list, 'platforms')).toEqual({ PSN: 2 })
    expect(unknownOf(list, 'genres')).toEqual({ Sandbox: 1 })
    expect(recordOf(list, 'Red Dead Redemption 2')).toMatchObject({
      critics: { value: 98 },
      genres: ['action-adventure'],
    })
    const developers = ['Nival Interactive', 'La Plata Studios']
    expect(recordOf(list, 'Blitzkrieg: Rolling Thunder')).toMatchObject({ developers })
    expect(recordOf(list, 'Blitzkrieg: Rolling Thunder')).not.toHaveProperty('popularity')
  })
})

/** Expected counts: rows, refused rows by reason, copies of the accepted ones; counted with another CSV reader and decimals. */
const COUNTED: [file: string, read: number, refused: Record<string, number>, copies: number][] = [
  ['vgsales.csv', 16_598, { wrong_platform: 2 }, 8_920_290_000],
  ['vgsales_metacritic_2016.csv', 16_719, { missing_title: 2, wrong_platform: 2 }, 8_917_730_000],
  [
    'vgsales_metacritic_2016.semicolon_decimalcomma_crlf.csv',
    16_719,
    { missing_title: 2, wrong_platform: 2 },
    8_917_730_000,
  ],
  [
    'vgsales_metacritic_2016.CR_mojibake.csv',
    16_719,
    { missing_title: 2, wrong_platform: 2, destroyed_text: 21 },
    8_910_470_000,
  ],
  [
    'vgsales_metacritic_2016.broken_trailing_semicolon.csv',
    16_719,
    { missing_title: 2, wrong_platform: 2 },
    8_917_730_000,
  ],
  ['vgsales_metacritic_2016.na_blanked.csv', 16_719, { missing_title: 2, wrong_platform: 2 }, 8_917_730_000],
  [
    'vgsales_metacritic_2016.shifted_columns.csv',
    16_719,
    { missing_title: 2, wrong_platform: 2, shifted_columns: 22 },
    8_916_740_000,
  ],
  ['vgsales_810teams_2017.csv', 17_416, { wrong_platform: 2, destroyed_text: 1 }, 8_994_600_000],
  ['vgchartz_2024_subset.csv', 20_666, { wrong_platform: 2 }, 9_581_770_000],
]

describe.skipIf(!REAL)('whole real files (skipped without TEST_DATA_DIR)', () => {
  const real = (file: string) => readList(source, join(REAL ?? '', file))

  test.each(COUNTED)('%s is read to the last row', async (file, read, refused, copies) => {
    const list = await real(file)
    expect({ read: list.read, refused: list.refused, copies: audienceOf(list) }).toEqual({ read, refused, copies })
    expect(list.accepted.length + Object.values(refused).reduce((sum, count) => sum + count, 0)).toBe(read)
    const strangers = [...Object.keys(unknownOf(list, 'platforms')), ...Object.keys(unknownOf(list, 'genres'))]
    expect(strangers.filter((word) => !['PSN', 'XBL', 'Misc', 'Sandbox'].includes(word))).toEqual([])
  })

  test('two copies that differ only in their form give the same records, 644 repaired rows included', async () => {
    const semicolon = await real('vgsales_metacritic_2016.semicolon_decimalcomma_crlf.csv')
    const trailing = await real('vgsales_metacritic_2016.broken_trailing_semicolon.csv')
    const blanked = await real('vgsales_metacritic_2016.na_blanked.csv')
    const differs = trailing.accepted.filter((one, at) => !Bun.deepEquals(one, semicolon.accepted[at]))
    // The two others contain a typing error.
    expect(differs.map(({ record }) => record.publishers)).toEqual([['Sony Oznline Entertainment']])
    expect(trailing.accepted).toHaveLength(semicolon.accepted.length)
    expect(blanked.accepted).toEqual(trailing.accepted)
  })

  test('no title that a Mac damaged is accepted in another form than the original', async () => {
    const original = new Map(
      (await real('vgsales_metacritic_2016.semicolon_decimalcomma_crlf.csv')).accepted.map(({ key, record }) => [
        key,
        record,
      ]),
    )
    const file = 'vgsales_metacritic_2016.CR_mojibake.csv'
    for (const mac of [await real(file), await readList(source, join(REAL ?? '', file), 'macintosh')])
      expect(mac.accepted.filter(({ key, record }) => original.get(key)?.title !== record.title)).toEqual([])
  })

  test('with --encoding macintosh, all but two of the 21 rows whose letters seemed lost are read', async () => {
    const mac = await readList(source, join(REAL ?? '', 'vgsales_metacritic_2016.CR_mojibake.csv'), 'macintosh')
    expect([mac.read, mac.refused]).toEqual([16_719, { missing_title: 2, wrong_platform: 2, destroyed_text: 2 }])
  })
})
