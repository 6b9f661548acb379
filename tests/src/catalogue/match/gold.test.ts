import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import { clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { normaliseTitle } from '#catalogue/match/title'
import type { PartialDate } from '#catalogue/record'

/** Ground truth that people made: pairs of ids of one game at two sources, and rows of one list that are one game. */
const dir = process.env.TEST_DATA_DIR
const skipped = dir ? '' : ' (skipped: TEST_DATA_DIR is not set)'

type Row = Record<string, string>

async function readGold(file: string): Promise<Row[]> {
  // safe: with `columns` csv-parse answers objects of strings
  return parse(await Bun.file(`${dir}/gold/${file}.csv`).text(), { columns: true }) as Row[]
}

type Figures = { precision: number; recall: number }

const rounded = (part: number, whole: number) => Math.round((part / whole) * 1000) / 1000

function dateOf(stated = ''): PartialDate | undefined {
  const time = Date.parse(`${stated.replace(/^(\d{4})-(\d+)-(\d+)$/, '$2/$3/$1')} UTC`)
  return Number.isNaN(time) ? undefined : { date: new Date(time).toISOString().slice(0, 10), precision: 'day' }
}

function toRecord({ row = '', title = '', platform = '', date }: Row): MatchRecord {
  const released = dateOf(date)
  return {
    ref: { source: 'list', dataset: '1', key: row },
    record: { title, releases: [{ platform, ...(released && { released }) }] },
  }
}

const pairs = (size: number) => (size * (size - 1)) / 2

/** Pairs of rows that a division puts together. */
const pairsOf = <K>(keys: readonly K[]) =>
  [...Map.groupBy(keys, (key) => key).values()].reduce((sum, { length }) => sum + pairs(length), 0)

async function clusterFigures(file: string): Promise<Figures> {
  const rows = await readGold(file)
  const gold = new Map(rows.map(({ row = '', game_key }) => [row, game_key]))
  const blocks = Map.groupBy(rows.map(toRecord), ({ ref, record }) => normaliseTitle(record.title).compact || ref.key)
  const clusters = [...blocks.values()].flatMap((block) => clusterRecords(block))
  const found = clusters.map(({ members }) => members.map(({ record }) => gold.get(record.ref.key)))
  const right = found.reduce((sum, games) => sum + pairsOf(games), 0)
  const claimed = found.reduce((sum, games) => sum + pairs(games.length), 0)
  return { precision: rounded(right, claimed), recall: rounded(right, pairsOf([...gold.values()])) }
}

/** How many of the pairs that equal titles claim are pairs, and how many pairs they find; rows without a title on both sides do not count. */
async function titleFigures(file: string, left: [string, string], right: [string, string]): Promise<Figures> {
  const rows = (await readGold(file)).filter((row) => row[left[1]] && row[right[1]])
  const truth = new Set(rows.map((row) => `${row[left[0]]}|${row[right[0]]}`))
  const idsByTitle = Map.groupBy(
    new Map(rows.map((row) => [row[right[0]], normaliseTitle(row[right[1]] ?? '').compact])),
    ([, title]) => title,
  )
  const titles = new Map(rows.map((row) => [row[left[0]], normaliseTitle(row[left[1]] ?? '').compact]))
  const claimed = [...titles].flatMap(([id, title]) => (idsByTitle.get(title) ?? []).map(([other]) => `${id}|${other}`))
  const correct = claimed.filter((pair) => truth.has(pair)).length
  return { precision: rounded(correct, claimed.length), recall: rounded(correct, truth.size) }
}

describe.skipIf(!dir)(`matching against ground truth${skipped}`, () => {
  test.each([
    ['gold_ign_clusters', 0.96, 0.9],
    ['gold_metacritic_clusters', 0.95, 0.99],
  ])('%s: the rows of one game on several platforms', async (file, precision, recall) => {
    const figures = await clusterFigures(file)
    expect(figures.precision).toBeGreaterThanOrEqual(precision)
    expect(figures.recall).toBeGreaterThanOrEqual(recall)
  })

  test.each([
    ['gold_igdb_steam', ['igdb_id', 'igdb_name'], ['steam_appid', 'steamspy_name'], 0.98, 0.92],
    ['gold_stores_umu_steam', ['store_id', 'title'], ['steam_appid', 'steamspy_name'], 0.98, 0.88],
    ['gold_geforcenow_steam', ['gfn_title', 'gfn_title'], ['steam_appid', 'steamspy_name'], 0.99, 0.93],
    ['gold_steam_metacritic', ['steam_appid', 'steam_name'], ['metacritic_link', 'mc2019_title'], 0.99, 0.92],
  ] satisfies [string, [string, string], [string, string], number, number][])(
    '%s: equal titles at two sources',
    async (file, left, right, precision, recall) => {
      const figures = await titleFigures(file, left, right)
      expect(figures.precision).toBeGreaterThanOrEqual(precision)
      expect(figures.recall).toBeGreaterThanOrEqual(recall)
    },
  )
})
