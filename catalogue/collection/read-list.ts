import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { Reject } from '#catalogue/list/content'
import { openCsv } from '#catalogue/list/csv/read'
import { inputOfBytes } from '#catalogue/list/input'
import { createPause } from '#lib/turn'

/** Bytes that are read in one go. */
const PAGE_BYTES = 32 * 1024

/** A row of a list; one that could not be parsed is a reject. */
export type ListRow = { values: DeclaredRow } | { reject: Reject }

/** First bytes of SQLite, Parquet, zip and gzip files, as Latin-1. */
const SQLITE = 'SQLite format 3'
const BINARY = [SQLITE, 'PAR1', 'PARE', 'PK\u0003\u0004', '\u001f\u008b']

/** Returns the kind of a file that is neither CSV nor JSON, by its first bytes; `undefined` for text. */
export function binaryKind(bytes: Uint8Array): 'SQLite' | 'other' | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const found = BINARY.find((beginning) => start.startsWith(beginning))
  if (found === undefined) return undefined
  return found === SQLITE ? 'SQLite' : 'other'
}

/**
 * Reads the rows of a CSV file of any dialect and encoding that is detected, at most `most` and one, a page at a time between which other
 * work gets a turn if one is due.
 *
 * @throws {Failure} `wrong_header` if it has no header that can be read
 */
export async function readCsvRows(bytes: Uint8Array, most: number): Promise<ListRow[]> {
  const { pages } = await openCsv(inputOfBytes(bytes), { pageBytes: PAGE_BYTES })
  const pause = createPause()
  const rows: ListRow[] = []
  for await (const { records, unparsable } of pages(undefined)) {
    const read = records.map(({ value, position }) => ({
      at: position.byte ?? 0,
      row: { values: value as DeclaredRow },
    })) // safe: CSV yields objects of texts
    const refused = unparsable.map(({ reject, position }) => ({ at: position.byte ?? 0, row: { reject } }))
    rows.push(...[...read, ...refused].sort((one, other) => one.at - other.at).map(({ row }) => row))
    if (rows.length > most) break
    await pause()
  }
  return rows
}
