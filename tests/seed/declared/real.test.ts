import { beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { CatalogueRecord } from '#catalogue/record'
import { declaredSources } from '#seed/declared/source'
import { type ReadList, readList, unknownOf } from '../sources/read-list'

const DATA = process.env.TEST_DATA_DIR
const CONFIG = join(import.meta.dir, '..', '..', 'fixtures', 'declared', 'real.config.json')

const sum = (list: ReadList, of: (record: CatalogueRecord) => number | undefined): number =>
  list.accepted.reduce((total, { record }) => total + (of(record) ?? 0), 0)

/** Every figure was counted a second time from the file, without this code. */
describe.skipIf(!DATA)('declared real files (TEST_DATA_DIR names their folder)', () => {
  const lists: Record<string, ReadList> = {}
  beforeAll(async () => {
    for (const source of await declaredSources(CONFIG, []))
      lists[source.name] = await readList(source, join(DATA ?? '', source.title))
  })

  const list = (name: string): ReadList => lists[name] ?? { dataset: '', read: 0, accepted: [], refused: {} }
  const counts = (name: string) => {
    const { read, accepted, refused } = list(name)
    return { read, accepted: accepted.length, keys: new Set(accepted.map(({ key }) => key)).size, refused }
  }

  test('backloggd_games.csv: lists as Python prints them, years of two digits, one row of -1 plays', () => {
    const backloggd = list('backloggd')
    expect(counts('backloggd')).toEqual({
      read: 27_574,
      accepted: 27_573,
      keys: 27_573,
      refused: { invalid_number: 1 },
    })
    expect(sum(backloggd, ({ released }) => (released ? 1 : 0))).toBe(26_886)
    expect(sum(backloggd, ({ users }) => (users ? 1 : 0))).toBe(16_764)
    expect(sum(backloggd, ({ popularity }) => popularity)).toBe(7_725_750_900)
    expect(sum(backloggd, ({ developers }) => developers?.length)).toBe(41_694)
    const years = backloggd.accepted.map(({ record }) => Number(record.released?.date.slice(0, 4) ?? 2000))
    expect([Math.min(...years), Math.max(...years)]).toEqual([1952, 2029])
  })

  test('opencritic_2024.csv: its 99 repeated headers are refused, reviews come out of a text', () => {
    const opencritic = list('opencritic')
    expect(counts('opencritic')).toEqual({
      read: 2_099,
      accepted: 2_000,
      keys: 2_000,
      refused: { repeated_header: 99 },
    })
    expect(sum(opencritic, ({ critics }) => critics?.votes)).toBe(122_487)
    expect(sum(opencritic, ({ critics }) => critics?.value)).toBe(147_203)
    expect(sum(opencritic, ({ released }) => (released ? 1 : 0))).toBe(2_000)
  })

  test('rawg_all_games_2000.csv: lists by comma, every platform known or kept', () => {
    const rawg = list('rawg-list')
    expect(counts('rawg-list')).toEqual({ read: 2_000, accepted: 2_000, keys: 2_000, refused: {} })
    expect(sum(rawg, ({ critics }) => (critics ? 1 : 0))).toBe(1_572)
    expect(sum(rawg, ({ users }) => users?.votes)).toBe(1_155_498)
    expect(sum(rawg, ({ released }) => (released ? 1 : 0))).toBe(1_996)
    const kept = Object.values(unknownOf(rawg, 'platforms')).reduce((all, times) => all + times, 0)
    expect(sum(rawg, ({ releases }) => releases?.length) + kept).toBe(8_140)
  })

  test('ign_reviews_with_url.csv: six titles of lost letters are refused, 48 addresses come twice', () => {
    expect(counts('ign')).toEqual({ read: 18_625, accepted: 18_619, keys: 18_571, refused: { destroyed_text: 6 } })
    expect(Math.round(sum(list('ign'), ({ critics }) => critics?.value))).toBe(1_294_061)
  })

  test('igdb_v4_games_raw_100.json: a JSON array, seconds since 1970', () => {
    const igdb = list('igdb-sample')
    expect(counts('igdb-sample')).toEqual({ read: 100, accepted: 100, keys: 100, refused: {} })
    expect(sum(igdb, ({ released }) => (released ? 1 : 0))).toBe(43)
    expect(sum(igdb, ({ summary }) => (summary ? 1 : 0))).toBe(57)
    expect(sum(igdb, ({ critics }) => (critics ? 1 : 0))).toBe(4)
  })
})

test('the entries of the real files are a configuration that is right', async () => {
  expect(await declaredSources(CONFIG, [])).toHaveLength(5)
})
