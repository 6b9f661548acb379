import { beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { CatalogueRecord } from '#catalogue/record'
import { SOURCES } from '#seed/sources/index'
import { LISTED_SOURCES } from '#seed/sources/lists/index'
import { type ReadList, readList, unknownOf } from './read-list'

const DATA = process.env.TEST_DATA_DIR

/** Expected counts: read, accepted, different keys, refused by reason; counted from the files without this code. */
const COUNTED: Record<
  string,
  [source: string, read: number, accepted: number, keys: number, refused: Record<string, number>]
> = {
  'csv/backloggd_games.csv': ['backloggd', 27_574, 27_574, 27_574, {}],
  'csv/opencritic_2024.csv': ['opencritic', 2_099, 2_000, 2_000, { repeated_header: 99 }],
  'csv/ign_reviews_with_url.csv': ['ign', 18_625, 18_619, 18_571, { destroyed_text: 6 }],
  'csv/ign_reviews_semicolon.csv': ['ign', 18_625, 18_624, 18_576, { missing_key: 1 }],
  'rawg/rawg_all_games_2000.csv': ['rawg-csv', 2_000, 2_000, 2_000, {}],
  'rawg/rawg_games_2020_2025.csv': ['rawg-csv', 10_000, 10_000, 10_000, {}],
  'rawg/rawg_gamepass_2023.csv': ['rawg-gamepass', 350, 350, 350, {}],
  'rawg/rawg_games_gameyai.json': ['rawg-json', 40, 40, 40, {}],
  'steam/steam_games_2025_11k.csv': ['steam-2025', 11_126, 11_126, 11_126, {}],
  'steam/steam_nikdavis_2019_14k.csv': ['steam-nikdavis', 14_000, 14_000, 14_000, {}],
  'steam/steam_recommend_2022_13k.csv': ['steam-recommend', 13_471, 13_469, 13_458, { invalid_date: 2 }],
  'steam/steam_noid_scrape.csv': ['steam-noid', 18_588, 18_588, 17_397, {}],
  'steam/steamspy_tidytuesday_2019.csv': ['steamspy-tidytuesday', 26_688, 26_684, 26_684, { missing_title: 4 }],
  'steam/steamspy_appdetails_2018.ndjson': ['steamspy-ndjson', 2_395, 2_395, 2_395, {}],
  'igdb/igdb_v2_games_2017.json': ['igdb-v2', 967, 967, 967, {}],
}

const sum = (list: ReadList, of: (record: CatalogueRecord) => number | undefined): number =>
  list.accepted.reduce((total, { record }) => total + (of(record) ?? 0), 0)

const yearOnly = ({ released }: CatalogueRecord): number => (released?.precision === 'year' ? 1 : 0)

describe.skipIf(!DATA)('real lists (TEST_DATA_DIR names their folder)', () => {
  const lists: Record<string, ReadList> = {}
  beforeAll(async () => {
    for (const [file, [name]] of Object.entries(COUNTED)) lists[file] = await readFrom(name, file)
  }, 60_000)

  const readFrom = (name: string, file: string): Promise<ReadList> => {
    const source = LISTED_SOURCES.find((list) => list.name === name)
    if (!source) throw new Error(`there is no list ${name}`)
    return readList(source, join(DATA ?? '', file))
  }
  const list = (file: string): ReadList => lists[file] ?? { dataset: '', read: 0, accepted: [], refused: {} }

  test.each(Object.entries(COUNTED))('%s is read to its last record', (file, [name, ...counted]) => {
    const { dataset, read, accepted, refused } = list(file)
    expect([dataset, read, accepted.length, new Set(accepted.map(({ key }) => key)).size, refused]).toEqual([
      name,
      ...counted,
    ])
  })

  test('Backloggd: lists as Python prints them, years of two digits, -1 plays read as no value', () => {
    const backloggd = list('csv/backloggd_games.csv')
    expect(sum(backloggd, ({ released }) => (released ? 1 : 0))).toBe(26_887)
    expect(sum(backloggd, ({ users }) => (users ? 1 : 0))).toBe(16_764)
    expect(sum(backloggd, ({ popularity }) => popularity)).toBe(7_725_750_900)
    // A studio named twice, once with an invisible direction mark, counts once; `Various` and `Indie` are no companies.
    expect(sum(backloggd, ({ companies }) => companies?.length)).toBe(41_691)
    const years = backloggd.accepted.map(({ record }) => Number(record.released?.date.slice(0, 4) ?? 2000))
    expect([Math.min(...years), Math.max(...years)]).toEqual([1952, 2029])
    // 2,479 on 31 December and 155 on 1 January are years; the days beside them have from 17 to 48 each.
    expect(sum(backloggd, yearOnly)).toBe(2_634)
  })

  test('OpenCritic: the number of reviews is read from a text', () => {
    const opencritic = list('csv/opencritic_2024.csv')
    expect(sum(opencritic, ({ critics }) => critics?.votes)).toBe(122_487)
    expect(sum(opencritic, ({ critics }) => critics?.value)).toBe(147_203)
    expect(sum(opencritic, ({ released }) => (released ? 1 : 0))).toBe(2_000)
  })

  test('RAWG: lists with commas, every platform is known or kept', () => {
    const rawg = list('rawg/rawg_all_games_2000.csv')
    expect(sum(rawg, ({ critics }) => (critics ? 1 : 0))).toBe(1_572)
    expect(sum(rawg, ({ users }) => users?.votes)).toBe(1_155_498)
    expect(sum(rawg, ({ released }) => (released ? 1 : 0))).toBe(1_996)
    const kept = Object.values(unknownOf(rawg, 'platforms')).reduce((all, times) => all + times, 0)
    expect(sum(rawg, ({ releases }) => releases?.length) + kept).toBe(8_140)
  })

  test('IGN: the year of the review, without the false year 1970', () => {
    const ign = list('csv/ign_reviews_with_url.csv')
    expect(Math.round(sum(ign, ({ critics }) => critics?.value))).toBe(1_294_061)
    expect(sum(ign, ({ released }) => (released ? 1 : 0))).toBe(18_618)
  })

  test('Steam: platforms from yes-or-no columns, months if the day is not known', () => {
    const flagged = list('steam/steam_recommend_2022_13k.csv')
    const on = (slug: string) =>
      sum(flagged, ({ releases = [] }) => (releases.some(({ platform }) => platform === slug) ? 1 : 0))
    expect([on('pc'), on('mac'), on('linux')]).toEqual([13_192, 3_960, 2_722])
    const dated = list('steam/steam_games_2025_11k.csv')
    expect(sum(dated, ({ released }) => (released?.precision === 'month' ? 1 : 0))).toBe(34)
    expect(sum(dated, ({ users }) => users?.votes)).toBe(58_467_465)
  })

  test('IGDB: numbers for platforms and genres, shops that are not platforms reported, milliseconds since 1970', () => {
    const igdb = list('igdb/igdb_v2_games_2017.json')
    expect(sum(igdb, ({ released }) => (released ? 1 : 0))).toBe(925)
    expect(sum(igdb, yearOnly)).toBe(84)
    const shops = { 'PlayStation Network': 99, 'Virtual Console': 15, 'Xbox Live Arcade': 25 }
    expect([unknownOf(igdb, 'platforms'), unknownOf(igdb, 'genres')]).toEqual([shops, {}])
  })

  test('a file that is not a list of games is refused with a message', async () => {
    for (const file of ['igdb_v2_companies_2017.json', 'igdb_v2_platforms_2017.json'])
      await expect(readFrom('igdb-v2', join('igdb', file))).rejects.toMatchObject({ code: 'wrong_header' })
  })
})

test('no two sources of this release have the same name', () => {
  const names = SOURCES.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(LISTED_SOURCES.map(({ name }) => name).every((name) => names.includes(name))).toBe(true)
})
