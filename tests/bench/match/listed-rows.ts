import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Db } from '#db/stores'
import { openMatchList } from '#seed/matched/open'
import { matchList } from '#seed/matched/run'
import { systemClock } from '#seed/pipeline/system-clock'
import { NO_KEYS } from '#tests/support/api-access'
import { gamesByRecord } from './catalogue'
import { type DialectList, dialectName } from './dialects'

/** A row of a list with its decision. `truth`: the ids of its game; empty if the catalogue lacks its record. */
export type ListedRow = { list: string; row: Record<string, string>; band: string; game: string; truth: string[] }

/** Matches each list with a catalogue, as the command does, and returns every row. */
export async function matchedRows(db: Db, lists: readonly DialectList[]): Promise<ListedRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vestim-dialects-'))
  const games = new Map<string, string[]>()
  for (const [name, ids] of await gamesByRecord(db))
    games.set(dialectName(name), [...(games.get(dialectName(name)) ?? []), ...ids])
  try {
    const rows: ListedRow[] = []
    for (const list of lists) rows.push(...(await rowsOf(db, folder, list, games)))
    return rows
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function rowsOf(
  db: Db,
  folder: string,
  { name, file, content, delimiter, truth }: DialectList,
  games: ReadonlyMap<string, string[]>,
): Promise<ListedRow[]> {
  const path = join(folder, file)
  await Bun.write(path, content)
  const { signal } = new AbortController()
  const list = await openMatchList(path, { stores: { db }, clock: systemClock(signal), credentials: NO_KEYS })
  const pieces: Uint8Array[] = []
  await matchList({ db, list, signal, take: async (bytes) => void pieces.push(bytes), onPage: () => {} })
  const written: Record<string, string>[] = parse(Buffer.concat(pieces).toString(), {
    columns: true,
    delimiter,
  })
  return written.map((row, at) => ({
    list: name,
    row,
    band: row.vestimBand ?? '',
    game: row.vestimId ?? '',
    truth: games.get(truth[at] ?? '') ?? [],
  }))
}

/** Numbers of rows: matched with their game, for review, matched with another game, without a game, and without a known truth. */
export type DialectFigures = { right: number; asked: number; wrong: number; none: number; unknown: number }

/** Counts rows. */
export function dialectFigures(rows: readonly ListedRow[]): DialectFigures {
  const figures: DialectFigures = { right: 0, asked: 0, wrong: 0, none: 0, unknown: 0 }
  for (const row of rows) figures[outcomeOf(row)] += 1
  return figures
}

/** Returns the kind of outcome of a row. */
export function outcomeOf({ band, game, truth }: ListedRow): keyof DialectFigures {
  if (truth.length === 0) return 'unknown'
  if (band === 'review') return 'asked'
  if (band !== 'match') return 'none'
  return truth.includes(game) ? 'right' : 'wrong'
}
