import { type ImportRow, isRowFault, type RowFault } from '#catalogue/collection/import-row'
import { planImport, type RowOutcome } from '#catalogue/collection/plan-import'
import type { DecidedRow } from '#catalogue/collection/planned-items'
import { importRowReader } from '#catalogue/collection/read-row'
import { statedKey } from '#catalogue/collection/stated-key'
import { insertImported, listKnownItems, updateImported } from '#db/collection/import'
import { findLiveGameIds } from '#db/collection/live-game'
import type { Collection } from '#db/collection/queries'
import { MOST_ITEMS, whileHeld } from '#db/collection/write'
import { isGameId } from '#db/game/redirect'
import { type Judgement, judgeRecords } from '#db/match/judge'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { createPause, inTurns } from '#lib/turn'
import type { GivenList } from './given-list'
import type { ImportReport } from './import-model'

/** Rows that are matched together; two such batches are matched side by side, before the client is looked for again. */
const BATCH = 250
const MOST_SHOWN = 100

/** A list to import: into `found`, which a dry run may lack, for `accountId`. The import stops when `signal` fires. */
export type AskedImport = {
  accountId: string
  found: Collection | undefined
  list: GivenList
  isDryRun: boolean
  signal: AbortSignal
}

type ReadRow = { number: number; row: ImportRow }
type Judged = ReadRow & { band: 'match' | 'review' | 'none'; gameId: string | null }
type Refused = RowFault & { row: number }

/**
 * Matches the rows of a list by the rules of `POST /v1/match` and stores them in one transaction, all or none. Returns the report;
 * `full` if the collection would have too many items, `gone` if it was deleted meanwhile.
 *
 * @throws {Failure} `interrupted` if the client has gone
 */
export async function importList(db: Db, asked: AskedImport): Promise<ImportReport | 'full' | 'gone'> {
  const { read, refused } = await readRows(asked.list)
  const judged = await judgeRows(db, read, asked.signal)
  const decided: DecidedRow[] = []
  await inTurns(judged, (each) => decided.push(decidedRow(each)))
  stopIfLeft(asked.signal)
  const outcomes = await layRows(db, asked, decided)
  if (typeof outcomes === 'string') return outcomes
  const { rows, map } = asked.list
  return {
    dryRun: asked.isDryRun,
    rows: rows.length,
    ...countsOf(outcomes, OUTCOMES),
    refused: refused.length,
    ...bandsOf(judged),
    map: Object.fromEntries(
      Object.entries(map).map(([field, { column }]) => [field, [column ?? ''].flat().join(', ')]),
    ),
    problems: refused.slice(0, MOST_SHOWN).map(({ row, code, detail }) => ({ row, code, detail })),
    open: openRows(judged),
  }
}

/** Lays rows upon the items of the collection, and stores that unless it is a dry run. Returns the outcome of each row. */
async function layRows(
  db: Db,
  { found, accountId, isDryRun, list }: AskedImport,
  rows: readonly DecidedRow[],
): Promise<RowOutcome[] | 'full' | 'gone'> {
  const lay = async (tx: Db): Promise<RowOutcome[] | 'full'> => {
    const known = found ? await listKnownItems(tx, found.id) : []
    const { added, changes, outcomes } = await planImport(known, {
      rows,
      isExport: list.kind === 'export',
      newId: () => Bun.randomUUIDv7(),
      pause: createPause(),
    })
    if (known.length + added.length > MOST_ITEMS) return 'full'
    if (!found || isDryRun) return outcomes
    await insertImported(tx, { accountId, collectionId: found.id }, added)
    await updateImported(tx, changes)
    return outcomes
  }
  if (!found || isDryRun) return lay(db)
  return (await whileHeld(db, found.id, lay)) ?? 'gone'
}

const OUTCOMES = ['added', 'updated', 'unchanged', 'duplicate'] as const

/** Returns the number of each of these words in a list. */
const countsOf = <const Word extends string>(list: readonly Word[], words: readonly Word[]) =>
  Object.fromEntries(words.map((word) => [word, list.filter((each) => each === word).length])) as Record<Word, number> // safe: every word is its own key

function bandsOf(judged: readonly Judged[]) {
  const { match, review, none } = countsOf(
    judged.map(({ band }) => band),
    ['match', 'review', 'none'],
  )
  return { matched: match, review, none }
}

const openRows = (judged: readonly Judged[]): ImportReport['open'] =>
  judged
    .flatMap(({ band, number, row }) =>
      band === 'match' || row.isDismissed ? [] : [{ row: number, title: row.title, band }],
    )
    .slice(0, MOST_SHOWN)

async function readRows({ rows, map, kind }: GivenList): Promise<{ read: ReadRow[]; refused: Refused[] }> {
  const reader = importRowReader(map, kind)
  const [read, refused]: [ReadRow[], Refused[]] = [[], []]
  await inTurns(rows, (given, at) => {
    const row = 'values' in given ? reader(given.values) : malformed(given.reject.message)
    if (isRowFault(row)) refused.push({ ...row, row: at + 1 })
    else read.push({ number: at + 1, row })
  })
  return { read, refused }
}

const malformed = (detail: string): RowFault => ({ code: 'malformed_row', detail })

async function judgeRows(db: Db, read: readonly ReadRow[], signal: AbortSignal): Promise<Judged[]> {
  const stated = await liveGames(db, read)
  const judged: Judged[] = []
  const asked: ReadRow[] = []
  for (const each of read) {
    const game = stated.get(each.row.game?.toLowerCase() ?? '')
    if (each.row.isDismissed) judged.push({ ...each, band: 'none', gameId: null })
    else if (game !== undefined) judged.push({ ...each, band: 'match', gameId: game })
    else asked.push(each)
  }
  for (let at = 0; at < asked.length; at += 2 * BATCH) {
    stopIfLeft(signal)
    const batches = [at, at + BATCH].map((from) => judgeBatch(db, asked.slice(from, from + BATCH)))
    judged.push(...(await Promise.all(batches)).flat())
  }
  return judged.sort((one, other) => one.number - other.number)
}

function stopIfLeft(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('interrupted', 'The client has gone before the end of the import.')
}

async function judgeBatch(db: Db, batch: readonly ReadRow[]): Promise<Judged[]> {
  const judgements = await judgeRecords(
    db,
    batch.map(({ row }) => row.record),
  )
  return batch.map((each, at) => {
    const { band, candidates } = judgements[at] ?? NO_JUDGEMENT
    return { ...each, band, gameId: band === 'match' ? (candidates[0]?.gameId ?? null) : null }
  })
}

const NO_JUDGEMENT: Judgement = { band: 'none', candidates: [] }

/** Returns the live games of the ids that rows of an export name, by these ids: a game may have been merged since. */
function liveGames(db: Db, read: readonly ReadRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(
    read.flatMap(({ row }) => (row.game !== null && isGameId(row.game) ? [row.game.toLowerCase()] : [])),
  )
  return findLiveGameIds(db, [...ids])
}

/** Returns a row as it is laid upon the items. */
function decidedRow({ row, gameId }: Judged): DecidedRow {
  const { title, year, platform, ids, facts, addedAt, isDismissed } = row
  const stated = { title, year, platform, ids }
  return { ...stated, key: statedKey(stated), facts, addedAt, gameId, isDismissed }
}
