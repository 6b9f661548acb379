import { readCsvRow } from '#catalogue/list/csv/row'
import type { RefusalCode } from '#catalogue/refusal-codes'
import type { ReplayableRecord } from '#db/quarantine/replay'
import type { Content, Reject } from '#seed/contract/record'
import type { Source } from '#seed/contract/source'
import { parseMember, parseRecord, rejectOf } from '#seed/formats/json/record'
import type { CsvHead } from '#seed/minimise/content'

/** The record read from a refused text with the current code, or the reason why it is refused again. */
type Reread = { value: unknown } | { reject: Reject }

/**
 * Reads a refused record again from its own text; a CSV row with the stored columns and delimiter of its file.
 *
 * Keeps the earlier reason if the headers to choose from differ, or if the text is not exactly one row.
 */
export function reread<Row>(refused: ReplayableRecord, source: Pick<Source<Row>, 'repair'>): Content {
  const { id, raw, position, head } = refused
  const read = head === null ? readJson(raw) : readRow(refused, headsOf({ head }) ?? [], source)
  const place = { ...position, refused: id }
  if ('reject' in read) return { records: [], unparsable: [{ reject: read.reject, text: raw, position: place }] }
  return { records: [{ value: read.value, text: raw, position: place }], unparsable: [] }
}

function readJson(raw: string): Reread {
  const read = raw.startsWith('"') ? parseMember(raw) : parseRecord(raw)
  return 'fault' in read ? { reject: rejectOf(read.fault) } : read
}

/** Returns the heads of the CSV files of the run that refused a record; `undefined` if it read none. */
export const headsOf = ({ head }: Pick<ReplayableRecord, 'head'>): CsvHead[] | undefined =>
  head === null ? undefined : (JSON.parse(head) as CsvHead[]) // safe: csv-source.ts and declared/open.ts write it

function readRow<Row>(
  refused: ReplayableRecord,
  heads: readonly CsvHead[],
  { repair }: Pick<Source<Row>, 'repair'>,
): Reread {
  const { raw, field, message } = refused
  const code = refused.code as RefusalCode // safe: the loader stored it, and no code is ever removed
  const [head, ...others] = ofFile(heads, refused.position.file)
  const asBefore = { reject: { code, ...(field !== null && { field }), message } }
  if (!head || others.some((other) => !isAlike(head, other))) return asBefore
  const { columns, delimiter } = head
  return readCsvRow(raw, { columns, delimiter, repair }) ?? asBefore
}

/** Returns the headers of files with this name; all headers if no name is stored or none matches. */
function ofFile(heads: readonly CsvHead[], file: string | number | undefined): readonly CsvHead[] {
  const named = heads.filter((head) => head.file === file)
  return file === undefined || named.length === 0 ? heads : named
}

const isAlike = (a: CsvHead, b: CsvHead): boolean =>
  a.delimiter === b.delimiter && JSON.stringify(a.columns) === JSON.stringify(b.columns)
