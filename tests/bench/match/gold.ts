import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { MatchRecord } from '#catalogue/match/cluster'
import type { PartialDate } from '#catalogue/record'
import { type GoldMember, pairOf } from './result'

/** Row of the ground truth, by column. */
export type GoldRow = Record<string, string>

/** Reads one file of the ground truth; `data` is the folder of TEST_DATA_DIR. */
export async function readGold(data: string, file: string): Promise<GoldRow[]> {
  const text = await Bun.file(join(data, 'gold', `${file}.csv`)).text()
  // safe: with `columns` csv-parse returns objects of strings
  return parse(text, { columns: true }) as GoldRow[]
}

/** Columns of the two lists of a file. Files without `bound` are reported but have no target. */
export type TwoLists = { file: string; left: Columns; right: Columns; bound: boolean }
/** Columns of one list; `list` is the column with the name of the list, if the file has several. */
type Columns = { list?: string; id: string; title: string }

/** Files of pairs from two lists each. */
export const PAIR_FILES: readonly TwoLists[] = [
  { file: 'gold_igdb_steam', left: { id: 'igdb_id', title: 'igdb_name' }, right: steam('steamspy_name'), bound: true },
  {
    file: 'gold_stores_umu_steam',
    left: { list: 'store', id: 'store_id', title: 'title' },
    right: steam('steamspy_name'),
    bound: true,
  },
  {
    file: 'gold_geforcenow_steam',
    left: { id: 'gfn_id', title: 'gfn_title' },
    right: steam('steamspy_name'),
    bound: true,
  },
  {
    file: 'gold_awacy_steam_epic',
    left: { id: 'awacy_slug', title: 'awacy_name' },
    right: steam('steamspy_name'),
    bound: true,
  },
  {
    file: 'gold_steam_metacritic',
    left: { id: 'metacritic_link', title: 'mc2019_title' },
    right: steam('steam_name'),
    bound: true,
  },
  {
    file: 'gold_handtyped_titles_igdb',
    left: { list: 'ballot_year', id: 'typed_title', title: 'typed_title' },
    right: { id: 'igdb_id', title: 'igdb_name' },
    bound: false,
  },
  {
    file: 'gold_steam_giantbomb',
    left: { id: 'giantbomb_id', title: 'steam_name_in_comment' },
    right: steam('steamspy_name'),
    bound: false,
  },
  {
    file: 'gold_threeway_igdb_steam_metacritic',
    left: { id: 'igdb_id', title: 'igdb_name' },
    right: { id: 'metacritic_link', title: 'metacritic_title' },
    bound: false,
  },
]

function steam(title: string): Columns {
  return { id: 'steam_appid', title }
}

/** Records of two lists, with titles only, and the pairs that are one game. */
export type GoldPairs = { records: MatchRecord[]; truth: Set<string> }

/** Returns the two lists of a file. Rows that lack a title on one side are left out. */
export function pairsOf(rows: readonly GoldRow[], { left, right }: TwoLists): GoldPairs {
  const records = new Map<string, MatchRecord>()
  const truth = new Set<string>()
  for (const row of rows.filter((each) => each[left.title] && each[right.title])) {
    const one = toTitle(row, left, 'left')
    const other = toTitle(row, right, 'right')
    records.set(nameOf(one), one).set(nameOf(other), other)
    truth.add(pairOf(nameOf(one), nameOf(other)))
  }
  return { records: [...records.values()], truth }
}

/** Returns the name of a record in pairs. */
export const nameOf = ({ ref }: MatchRecord): string => `${ref.source}/${ref.dataset}/${ref.key}`

function toTitle(row: GoldRow, { list, id, title }: Columns, source: string): MatchRecord {
  const dataset = (list && row[list]) || 'list'
  return { ref: { source, dataset, key: row[id] ?? '' }, record: { title: row[title] ?? '' } }
}

/** Maps a row (a game on one platform) to a record. */
export function recordOf({ row = '', title = '', platform = '', date = '' }: GoldRow): MatchRecord {
  const released = dateOf(date)
  return {
    ref: { source: 'list', dataset: 'list', key: row },
    record: { title, releases: [{ platform, ...(released && { released }) }] },
  }
}

/** Returns the rows of such a list with their true games. */
export const membersOf = (rows: readonly GoldRow[]): GoldMember[] =>
  rows.map((row) => ({ ...memberOf(row), name: nameOf(recordOf(row)) }))

/** Returns a row with its true game, without a name: the caller adds it. */
export function memberOf({ game_key = '', title = '', platform = '', date = '' }: GoldRow): Omit<GoldMember, 'name'> {
  const released = dateOf(date)
  return { game: game_key, title, platform, year: released && Number(released.date.slice(0, 4)) }
}

function dateOf(stated: string): PartialDate | undefined {
  const time = Date.parse(`${stated.replace(/^(\d{4})-(\d+)-(\d+)$/, '$2/$3/$1')} UTC`)
  return Number.isNaN(time) ? undefined : { date: new Date(time).toISOString().slice(0, 10), precision: 'day' }
}
