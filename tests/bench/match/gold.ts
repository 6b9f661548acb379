import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { MatchRecord } from '#catalogue/match/cluster'
import type { PartialDate } from '#catalogue/record'
import { type GoldMember, pairOf } from './result'

/** A row of ground truth that people made, by column. */
export type GoldRow = Record<string, string>

/** The rows of one file of ground truth; `data` is the folder TEST_DATA_DIR names. */
export async function readGold(data: string, file: string): Promise<GoldRow[]> {
  const text = await Bun.file(join(data, 'gold', `${file}.csv`)).text()
  // safe: with `columns` csv-parse answers objects of strings
  return parse(text, { columns: true }) as GoldRow[]
}

/** Which columns of a file are its two lists: where a record's id and title stand. */
export type TwoLists = { file: string; left: Columns; right: Columns; bound: boolean }
/** `list` is the column that names the list, where one file holds several. */
type Columns = { list?: string; id: string; title: string }

/** The files of pairs, two lists each; those without a bound are reported only. */
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

/** Two lists of records that hold nothing but titles, and the pairs that are one game. */
export type GoldPairs = { records: MatchRecord[]; truth: Set<string> }

/** The two lists of a file. A row that lacks a title on one side says nothing. */
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

/** What a record of ground truth is called in pairs. */
export const nameOf = ({ ref }: MatchRecord): string => `${ref.source}/${ref.dataset}/${ref.key}`

function toTitle(row: GoldRow, { list, id, title }: Columns, source: string): MatchRecord {
  const dataset = (list && row[list]) || 'list'
  return { ref: { source, dataset, key: row[id] ?? '' }, record: { title: row[title] ?? '' } }
}

/** A row of a list of one game per platform as a record. */
export function recordOf({ row = '', title = '', platform = '', date = '' }: GoldRow): MatchRecord {
  const released = dateOf(date)
  return {
    ref: { source: 'list', dataset: 'list', key: row },
    record: { title, releases: [{ platform, ...(released && { released }) }] },
  }
}

/** The rows of such a list with the game each one is. */
export const membersOf = (rows: readonly GoldRow[]): GoldMember[] =>
  rows.map((row) => ({ ...memberOf(row), name: nameOf(recordOf(row)) }))

/** What people say of a row; its name is for the caller to give. */
export function memberOf({ game_key = '', title = '', platform = '', date = '' }: GoldRow): Omit<GoldMember, 'name'> {
  const released = dateOf(date)
  return { game: game_key, title, platform, year: released && Number(released.date.slice(0, 4)) }
}

function dateOf(stated: string): PartialDate | undefined {
  const time = Date.parse(`${stated.replace(/^(\d{4})-(\d+)-(\d+)$/, '$2/$3/$1')} UTC`)
  return Number.isNaN(time) ? undefined : { date: new Date(time).toISOString().slice(0, 10), precision: 'day' }
}
