import { Failure } from '#lib/errors'
import type { EncodingName } from '#seed/contract/encoding'
import type { Input } from '#seed/input/input'
import type { Encoding } from '../encoding/encoding'
import { encodingOfFile } from '../encoding/of-file'
import { type CsvColumns, nameColumns } from './columns'
import { type CsvDialect, detectDelimiter, lineEndBefore } from './dialect'
import { MAX_COLUMNS } from './page'
import { findPreamble, lineAt } from './preamble'
import { type Grammar, readNext, type ScanCursor } from './scan'
import { openWindow } from './window'

const HEAD_BYTES = 1024 * 1024
const LONGEST_HEADER_UNITS = 256 * 1024

/** Encoding, dialect and columns of a file, and the byte and line where its first record begins. */
export type Header = { encoding: Encoding; dialect: CsvDialect; columns: CsvColumns; byte: number; line: number }

/**
 * Reads the header, the first line that is not blank and not before the table (`findPreamble`). The encoding is detected unless one is
 * declared.
 *
 * @throws {Failure} `wrong_header` if there is none, it cannot be parsed, or it has more than 10,000 columns
 */
export async function readHeader(input: Input, declared?: EncodingName): Promise<Header> {
  const head = await input.head(HEAD_BYTES)
  const isWhole = head.length < HEAD_BYTES
  const encoding = await encodingOfFile(input, head, isWhole, declared)
  const window = openWindow(head.subarray(encoding.markBytes), encoding, isWhole)
  const { cursor, delimiter } = headerStart(window.text)
  const cells = firstRow(
    window,
    { delimiter, maxUnits: LONGEST_HEADER_UNITS, toText: encoding.toText },
    cursor,
    input.name,
  )
  return {
    encoding,
    dialect: { delimiter, encoding: encoding.name, lineEnd: lineEndBefore(window, cursor.at) },
    columns: nameColumns(cells),
    byte: encoding.markBytes + cursor.at * encoding.width,
    line: cursor.line,
  }
}

function headerStart(text: string): { cursor: ScanCursor; delimiter: string } {
  const { lines, delimiter } = findPreamble(text.slice(0, LONGEST_HEADER_UNITS))
  let at = 0
  for (let line = 0; line < lines; line++) at = lineAt(text, at).next
  return { cursor: { at, line: lines + 1, skipping: false }, delimiter: delimiter ?? detectDelimiter(text.slice(at)) }
}

function firstRow(window: ReturnType<typeof openWindow>, grammar: Grammar, cursor: ScanCursor, name: string): string[] {
  let header: string[] | undefined
  let fault: string | undefined
  const sink = {
    row: (cells: string[]) => {
      header = cells
    },
    refuse: (reason: string) => {
      fault = reason
    },
  }
  const scan = { window, grammar, cursor, sink }
  while (!header && !fault && readNext(scan));
  if (header && header.length <= MAX_COLUMNS) return header
  throw new Failure('wrong_header', `"${name}" ${whyNoHeader(header, fault)}`)
}

function whyNoHeader(header: string[] | undefined, fault: string | undefined): string {
  if (header) return `has ${header.length} columns, and at most ${MAX_COLUMNS} are read: check its delimiter.`
  if (fault) return `has a header that cannot be parsed (${fault}): put the column names on its first line.`
  return 'has no header: put the column names on its first line.'
}
