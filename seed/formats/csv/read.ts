import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { EncodingName } from '#seed/contract/encoding'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Repair } from '#seed/contract/repair'
import { inPieces } from '#seed/input/bytes'
import type { Input } from '#seed/input/input'
import type { CsvDialect } from './dialect'
import { type Header, readHeader } from './header'
import { type Gathered, gatherInto } from './page'
import { type Grammar, readNext, type ScanCursor } from './scan'
import { openWindow } from './window'

export type CsvOptions = {
  /** A longer record is refused. Its default is 1 MiB, and so is what is held of a quote that does not close. */
  maxRecordBytes?: number
  repair?: Repair
  /** What it is written in, where that is known better than its bytes tell. */
  encoding?: EncodingName | undefined
  /** How much of the file makes a page; 256 KiB unless told. */
  pageBytes?: number
}

/** A CSV file, its header read. `pages` may be asked for more than once where the input can be sliced more than once. */
export type Csv = { columns: string[]; dialect: CsvDialect; pages: (after: Checkpoint | undefined) => Stream<Page> }

/**
 * Opens a CSV file of any dialect: delimiter, encoding and line ends are told from its start.
 *
 * Each record is an object of texts by trimmed column name, untouched otherwise, and every line of the file is blank,
 * the header, part of a record, or refused with its text. Refusals: `ragged_row` (unless `repair` mends it),
 * `unclosed_quote`, `text_after_quote`, `record_too_long`, `nul_byte`, `too_many_columns`, `repeated_header`.
 *
 * A page is about 256 KiB of whole records; `{ byte, line }` of the next one is its checkpoint. `done` and `total` are
 * bytes. Texts share the memory of their page: keep copies, not pieces, beyond it.
 *
 * @throws {Failure} `wrong_header` when the file begins with none; reading throws `source_unreadable`.
 */
export async function openCsv(input: Input, options: CsvOptions = {}): Promise<Csv> {
  const header = await readHeader(input, options.encoding)
  return {
    columns: header.columns.names,
    dialect: header.dialect,
    pages: (after) => readPages(input, header, options, after ?? { byte: header.byte, line: header.line }),
  }
}

async function* readPages(input: Input, header: Header, options: CsvOptions, from: Checkpoint): Stream<Page> {
  const { encoding, columns } = header
  const table = { columns, repair: options.repair, width: encoding.width }
  const grammar = grammarOf(header, options)
  const cursor: ScanCursor = { at: 0, line: placeIn(from, 'line'), skipping: false }
  let byte = placeIn(from, 'byte')
  let held: Uint8Array = new Uint8Array()
  let page: Gathered = { records: [], unparsable: [] }
  for await (const piece of inPieces(input.slice(byte), options.pageBytes ?? 256 * 1024)) {
    const bytes = held.length > 0 ? Buffer.concat([held, piece.bytes]) : piece.bytes
    const scan = {
      window: openWindow(bytes, encoding, piece.last),
      grammar,
      cursor,
      sink: gatherInto(page, table, byte),
    }
    while (readNext(scan));
    const used = cursor.at * encoding.width
    held = bytes.subarray(used)
    byte += used
    cursor.at = 0
    // Inside a line too long there is no place to resume at.
    if (used === 0 || cursor.skipping) continue
    yield {
      ...page,
      checkpoint: { byte, line: cursor.line },
      done: byte,
      ...(input.size !== undefined && { total: input.size }),
    }
    page = { records: [], unparsable: [] }
  }
}

function grammarOf({ dialect, encoding }: Header, { maxRecordBytes = 1024 * 1024 }: CsvOptions): Grammar {
  return {
    delimiter: dialect.delimiter,
    maxUnits: Math.floor(maxRecordBytes / encoding.width),
    toText: encoding.toText,
  }
}

function placeIn(checkpoint: Checkpoint, key: 'byte' | 'line'): number {
  const place = checkpoint[key]
  if (typeof place === 'number') return place
  throw new Failure(
    'source_unreadable',
    'The run cannot be resumed from where it stands: start it again with --restart.',
  )
}
