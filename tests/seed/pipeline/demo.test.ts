import { beforeAll, describe, expect, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { normaliseTitle } from '#catalogue/match/title'
import { systemClock } from '#seed/pipeline/system-clock'
import { openSteamspy } from '#seed/sources/steamspy/read'
import { noApi } from '#tests/support/api-access'

const DEMO = join(import.meta.dir, '../../../seed/demo')
const CSV_FIELDS = {
  vgsales: 'Rank,Name,Platform,Year,Genre,Publisher,NA_Sales,EU_Sales,JP_Sales,Other_Sales,Global_Sales'.split(','),
  metacritic: 'id;title;crit_score;user_score;release_date;platform'.split(';'),
}
const STEAM_FIELDS = new Set(
  'appid name developer publisher score_rank positive negative owners price initialprice discount'.split(' '),
)

type Row = Record<string, string>
type Sample = { vgsales: Row[]; metacritic: Row[]; steamspy: Record<string, unknown>[] }

let sample: Sample
let titles: Record<keyof Sample, Set<string>>

beforeAll(async () => {
  const [vgsales, metacritic] = [await readCsv('vgsales.csv', ','), await readCsv('metacritic.csv', ';')]
  sample = { vgsales, metacritic, steamspy: await readSteam() }
  titles = {
    vgsales: compactTitles(vgsales.map((row) => row.Name)),
    metacritic: compactTitles(metacritic.map((row) => row.title)),
    steamspy: compactTitles(sample.steamspy.map((row) => row.name)),
  }
})

const readCsv = async (name: string, delimiter: string): Promise<Row[]> =>
  parse(await Bun.file(join(DEMO, name)).text(), { columns: true, delimiter, skip_empty_lines: true })

async function readSteam(): Promise<Record<string, unknown>[]> {
  const { pages } = await openSteamspy({
    from: join(DEMO, 'steamspy'),
    clock: systemClock(new AbortController().signal),
    api: noApi,
  })
  const read = await Array.fromAsync(pages(undefined))
  return read.flatMap((page) => page.records.map(({ text }) => JSON.parse(text)))
}

const compactTitles = (names: unknown[]): Set<string> =>
  new Set(names.map((name) => normaliseTitle(String(name)).compact))

const inAllThree = (): string[] =>
  [...titles.steamspy].filter((title) => titles.vgsales.has(title) && titles.metacritic.has(title))

/** The first year in which a title came out, by one of the CSV files. */
function firstYears(rows: Row[], name: string, date: string): Map<string, number> {
  const years = new Map<string, number>()
  for (const row of rows) {
    const year = Number(row[date]?.slice(-4))
    const title = normaliseTitle(row[name] ?? '').compact
    if (year > 0) years.set(title, Math.min(year, years.get(title) ?? year))
  }
  return years
}

describe('the bundled sample', () => {
  test('weighs less than 2 MB', async () => {
    const names = await readdir(DEMO, { recursive: true })
    const sizes = names.filter((name) => name.includes('.')).map((name) => Bun.file(join(DEMO, name)).size)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_000_000)
  })

  test('holds the numbers of rows its README states', async () => {
    const readme = await Bun.file(join(DEMO, 'README.md')).text()
    for (const rows of Object.values(sample)) expect(readme).toContain(` ${rows.length.toLocaleString('en')} `)
  })

  test('holds at least 5,000 titles, 700 of them in all three sources and 4,000 in two', () => {
    const all = new Set([...titles.vgsales, ...titles.metacritic, ...titles.steamspy])
    const inTwo = [...all].filter((title) => Object.values(titles).filter((known) => known.has(title)).length === 2)
    expect(all.size).toBeGreaterThanOrEqual(5_000)
    expect(inAllThree().length).toBeGreaterThanOrEqual(700)
    expect(inTwo.length).toBeGreaterThanOrEqual(4_000)
  })

  test.each(['Fallout: New Vegas', 'Portal 2', 'BioShock', 'The Elder Scrolls V: Skyrim', 'Half-Life 2'])(
    'has %p in all three sources',
    (title) => expect(inAllThree()).toContain(normaliseTitle(title).compact),
  )

  test('has games whose first year the sources agree on, and games where they do not', () => {
    const [theirs, others] = [
      firstYears(sample.vgsales, 'Name', 'Year'),
      firstYears(sample.metacritic, 'title', 'release_date'),
    ]
    const agreed = inAllThree().filter((title) => theirs.get(title) === others.get(title))
    expect(agreed).toContain(normaliseTitle('Portal 2').compact)
    expect(inAllThree().length - agreed.length).toBeGreaterThan(100)
  })

  test('writes Pokémon with its accent in one source and without in another', () => {
    expect(sample.metacritic.filter((row) => row.title?.includes('Pokémon')).length).toBeGreaterThan(20)
    expect(sample.vgsales.filter((row) => row.Name?.includes('Pokemon')).length).toBeGreaterThan(20)
  })

  test('keeps the dirt of its sources: unknown years, scores to be determined, pieces of titles as platforms', () => {
    expect(sample.vgsales.filter((row) => row.Year === 'N/A').length).toBeGreaterThan(50)
    expect(sample.metacritic.filter((row) => row.user_score === 'tbd').length).toBeGreaterThan(50)
    expect(sample.metacritic.filter((row) => /^\d{4}$/.test(row.platform ?? '')).length).toBeGreaterThan(5)
  })

  test('carries facts only: no field beyond the known ones, no prose, no address of anybody', () => {
    for (const name of ['vgsales', 'metacritic'] as const)
      expect(Object.keys(sample[name][0] ?? {})).toEqual(CSV_FIELDS[name])
    for (const game of sample.steamspy)
      expect(Object.keys(game).filter((field) => !STEAM_FIELDS.has(field))).toEqual([])
    const cells = Object.values(sample).flatMap((rows) => rows.flatMap((row) => Object.values(row).map(String)))
    expect(cells.filter((cell) => cell.length > 140 || /@|https?:/.test(cell))).toEqual([])
  })
})
