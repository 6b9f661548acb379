import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { findSummaries } from '#db/game/summaries'
import { type Judgement, judgeRecords } from '#db/match/judge'
import type { Db } from '#db/stores'
import { untilStopped } from '#lib/interrupt'
import type { Page, RawRecord } from '#seed/contract/record'
import { type ListedGame, type RowDecision, rowDecision } from './decision'
import { isRefusedRow } from './list-row'
import type { MatchList } from './open'

/** Numbers of rows by their decision. Every row of the list is in one of them. */
export type MatchListCounts = Record<RowDecision['band'], number>

export type MatchListRun = {
  db: Db
  list: MatchList
  signal: AbortSignal
  take: (bytes: Uint8Array) => Promise<void>
  /** Called after each page with the rows so far, and the part of the input that is read. */
  onPage: (rows: number, done: number, total: number | undefined) => void
}

/**
 * Decides every row of a list and writes the list again with the decisions, page by page. Every row is written, also those that are
 * refused.
 *
 * @throws {Failure} `interrupted` when the signal fires, and failures of the input and of `take`
 */
export async function matchList({ db, list, signal, take, onPage }: MatchListRun): Promise<MatchListCounts> {
  const counts: MatchListCounts = { match: 0, review: 0, none: 0, refused: 0 }
  const encoder = new TextEncoder()
  await take(encoder.encode(list.writer.begin()))
  let rows = 0
  for await (const page of untilStopped(list.pages(), signal)) {
    const pieces = await decidePage(db, list, page)
    for (const { decision } of pieces) counts[decision.band] += 1
    rows += pieces.length
    await take(encoder.encode(pieces.map(({ text }) => text).join('')))
    onPage(rows, page.done, page.total)
  }
  await take(encoder.encode(list.writer.end()))
  return counts
}

/** A row as it is written. */
type WrittenPiece = { decision: RowDecision; text: string }

/** Returns the rows of a page as they are written, those that could not be parsed in their places. */
async function decidePage(db: Db, { read, writer }: MatchList, { records, unparsable }: Page): Promise<WrittenPiece[]> {
  const rows = records.map((row) => ({ row, record: read(row.value as DeclaredRow) })) // safe: every format yields objects
  const judged = await judgeRows(
    db,
    rows.flatMap(({ record }) => (isRefusedRow(record) ? [] : [record])),
  )
  const written = rows.map(({ row, record }) => {
    const decision = isRefusedRow(record) ? refusal(record.message) : (judged.next().value ?? refusal(''))
    return { at: placeOf(row), decision, text: writer.row(row, decision) }
  })
  const unread = unparsable.map((piece) => {
    const decision = refusal(piece.reject.message)
    return { at: placeOf(piece), decision, text: writer.refused(piece.text, decision) }
  })
  return unread.length === 0 ? written : [...written, ...unread].sort((one, other) => one.at - other.at)
}

const refusal = (why: string): RowDecision => ({ band: 'refused', why, others: '' })

const placeOf = ({ position: { byte, row, line } }: Pick<RawRecord, 'position'>): number => byte ?? row ?? line ?? 0

async function judgeRows(db: Db, records: Parameters<typeof judgeRecords>[1]): Promise<IterableIterator<RowDecision>> {
  const judgements = await judgeRecords(db, records)
  const games = await gamesOf(db, judgements)
  return judgements.map((judgement) => rowDecision(judgement, games)).values()
}

async function gamesOf(db: Db, judgements: readonly Judgement[]): Promise<Map<string, ListedGame>> {
  const ids = new Set(judgements.flatMap(({ candidates }) => candidates.map(({ gameId }) => gameId)))
  const rows = await findSummaries(db, [...ids])
  return new Map(rows.map(({ id, slug, title }) => [id, { id, slug, title }]))
}
