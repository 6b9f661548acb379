import { readCsvRow } from '#catalogue/list/csv/row'
import type { RefusalCode } from '#catalogue/refusal-codes'
import type { ReplayableRecord } from '#db/quarantine/replay'
import type { Content, Reject } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { parseMember, parseRecord, rejectOf } from '#seed/formats/json/record'
import type { CsvHead } from '#seed/minimise/content'

/** The text of a stored record, where it was read, and the heads of the CSV files of its run, if it read any. */
export type StoredText = Pick<ReplayableRecord, 'raw' | 'position' | 'head'>

/** The record read from a stored text with the current code, or the reason why it is refused. */
type Reread = { value: unknown } | { reject: Reject }

/** Reads a refused record again from its own text. Keeps the earlier reason if the text cannot be read as `readStored` does. */
export function reread<Row>(refused: ReplayableRecord, source: Pick<Source<Row>, 'repair'>): Content {
  const { id, raw, position } = refused
  const read = readStored(refused, source) ?? { reject: earlierReject(refused) }
  const place = { ...position, refused: id }
  if ('reject' in read) return { records: [], unparsable: [{ reject: read.reject, text: raw, position: place }] }
  return { records: [{ value: read.value, text: raw, position: place }], unparsable: [] }
}

function earlierReject({ code, field, message }: ReplayableRecord): Reject {
  const known = code as RefusalCode // safe: the loader stored it, and no code is ever removed
  return { code: known, ...(field !== null && { field }), message }
}

/**
 * Reads a stored text again; a CSV row with the stored columns and delimiter of its file. `undefined` if the heads to choose from differ, or if
 * the text is not exactly one row.
 */
export function readStored<Row>(
  { raw, position, head }: StoredText,
  { repair }: Pick<Source<Row>, 'repair'>,
): Reread | undefined {
  const heads = headsOf({ head })
  if (!heads) return readJson(raw)
  const [first, ...others] = ofFile(heads, position.file)
  if (!first || others.some((other) => !isAlike(first, other))) return undefined
  const { columns, delimiter } = first
  return readCsvRow(raw, { columns, delimiter, repair })
}

function readJson(raw: string): Reread {
  const read = raw.startsWith('"') ? parseMember(raw) : parseRecord(raw)
  return 'fault' in read ? { reject: rejectOf(read.fault) } : read
}

/** Returns the heads of the CSV files of the run that stored a text; `undefined` if it read none. */
export const headsOf = ({ head }: Pick<StoredText, 'head'>): CsvHead[] | undefined =>
  head === null ? undefined : (JSON.parse(head) as CsvHead[]) // safe: csv-source.ts and declared/open.ts write it

/** Returns the headers of files with this name; all headers if no name is stored or none matches. */
function ofFile(heads: readonly CsvHead[], file: string | number | undefined): readonly CsvHead[] {
  const named = heads.filter((head) => head.file === file)
  return file === undefined || named.length === 0 ? heads : named
}

const isAlike = (a: CsvHead, b: CsvHead): boolean =>
  a.delimiter === b.delimiter && JSON.stringify(a.columns) === JSON.stringify(b.columns)
