import { Failure } from '#lib/errors'
import type { Encoding } from '../encoding/encoding'
import type { EncodingName } from '../encoding/names'
import { encodingOfFile } from '../encoding/of-file'
import type { ListInput } from '../input'
import { type CsvColumns, nameColumns } from './columns'
import { type CsvDialect, detectDelimiter, lineEndBefore } from './dialect'
import { MAX_COLUMNS } from './page'
import { findPreamble, lineAt } from './preamble'
import { type Grammar, readNext, type ScanCursor } from './scan'
import { openWindow, type Window } from './window'

const HEAD_BYTES = 1024 * 1024
const LONGEST_HEADER_UNITS = 256 * 1024

/** Encoding, dialect and columns of a file, and the byte and line where its first record begins. */
export type Header = { encoding: Encoding; dialect: CsvDialect; columns: CsvColumns; byte: number; line: number }

/**
 * Reads the header, the first line that is not blank and not before the table (`findPreamble`). The encoding is detected unless one is
 * declared. With `names`, those of the columns, the file has no header, and its first line is a record.
 *
 * @throws {Failure} `wrong_header` if there is none, it cannot be parsed, it has more than 10,000 columns, it is XML, HTML or YAML, or its
 * texts are in quotes that are not double ones
 */
export async function readHeader(
  input: ListInput,
  declared?: EncodingName,
  names?: readonly string[],
): Promise<Header> {
  const head = await input.head(HEAD_BYTES)
  const isWhole = head.length < HEAD_BYTES
  const encoding = await encodingOfFile(input, head, isWhole, declared)
  const window = openWindow(head.subarray(encoding.markBytes), encoding, isWhole)
  if (names) return headless(window, encoding, names)
  const { cursor, delimiter } = headerStart(window.text)
  const cells = firstRow(
    window,
    { delimiter, maxUnits: LONGEST_HEADER_UNITS, toText: encoding.toText },
    cursor,
    input.name,
  )
  refuseForeign(cells, input.name)
  return {
    encoding,
    dialect: { delimiter, encoding: encoding.name, lineEnd: lineEndBefore(window, cursor.at) },
    columns: nameColumns(cells),
    byte: encoding.markBytes + cursor.at * encoding.width,
    line: cursor.line,
  }
}

/** A sign that no record has outside of quotes: of a file with one column, a comma is a part of the text. */
const NO_DELIMITER = '\n'

function headless(window: Window, encoding: Encoding, names: readonly string[]): Header {
  const { text } = window
  const lineEnd = lineEndBefore(window, lineAt(text, 0).next)
  const delimiter = names.length === 1 ? NO_DELIMITER : detectDelimiter(text)
  return {
    encoding,
    dialect: { delimiter, encoding: encoding.name, lineEnd },
    columns: nameColumns(names),
    byte: encoding.markBytes,
    line: 1,
  }
}

/** The beginning of a document; a single tag may be the name of a column. */
const MARKUP = /^\s*<(?:[?!]|[a-z][\w:-]*\s|[a-z][\w:-]*>\s*(?:<|$))/i
const YAML = /^(?:---\s*|- [\w-]+: .*)$/
const OTHER_QUOTES = /^\s*(?:'.*'|[‘’`].*[’‘`´]|[“”„].*[”“]|[«»].*[»«])\s*$/

/** Checks that the cells of a header are neither markup nor in quotes that no reader of CSV takes for quotes. */
function refuseForeign(cells: readonly string[], name: string): void {
  const isAlone = cells.length === 1
  if (MARKUP.test(cells[0] ?? '') && (isAlone || /^\s*<[?!]/.test(cells[0] ?? '')))
    throw new Failure('wrong_header', `"${name}" is XML or HTML, not a table: export the list as CSV or JSON.`)
  if (isAlone && YAML.test(cells[0] ?? ''))
    throw new Failure('wrong_header', `"${name}" is YAML, not a table: export the list as CSV or JSON.`)
  if (cells.every((cell) => OTHER_QUOTES.test(cell)))
    throw new Failure(
      'wrong_header',
      `"${name}" has its texts in quotes other than ": replace them by straight double quotes.`,
    )
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
