import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '../content'
import type { EncodingName } from '../encoding/names'
import type { ListInput } from '../input'
import { checkpointNumber, emptyContent } from '../page'
import { inPieces } from '../pieces'
import type { CsvDialect } from './dialect'
import { type Header, readHeader } from './header'
import { pageSink } from './page'
import type { Repair } from './repair'
import { type Grammar, readNext, type ScanCursor } from './scan'
import { openWindow } from './window'

/** Options for reading a CSV file. */
export type CsvOptions = {
  /** A longer record is refused; the end of a quote is searched for within this length only. (Default: 1 MiB) */
  maxRecordBytes?: number
  /** Called for a row with the wrong number of cells. */
  repair?: Repair
  /** The declared encoding. (Default: detected) */
  encoding?: EncodingName | undefined
  /** Names of the columns of a file without a header. (Default: its first line) */
  header?: readonly string[] | undefined
  /** Bytes of the file per page. (Default: 256 KiB) */
  pageBytes?: number
}

/** A CSV file whose header has been read. `pages` can be called as often as the input can be sliced. */
export type Csv = { columns: string[]; dialect: CsvDialect; pages: (after: Checkpoint | undefined) => Stream<Page> }

/**
 * Opens a CSV file of any dialect: delimiter, line ends and, unless declared, encoding are detected from its start.
 *
 * Each record is an object of texts by trimmed column name; the texts are as written. Every line of the file is blank, the
 * header, part of a record, or refused with its text (of a record that is too long, only the beginning). Refusals: `ragged_row` (unless `repair` mends it), `unclosed_quote`,
 * `text_after_quote`, `record_too_long`, `nul_byte`, `too_many_columns`, `repeated_header`, `drawn_line`.
 *
 * A page is about 256 KiB of whole records; its checkpoint is `{ byte, line }` of the next record. `done` and `total` are bytes.
 * Texts share the memory of their page: to keep one longer, copy it.
 *
 * @see RFC 4180
 * @throws {Failure} `wrong_header` if the header is missing or unreadable; `pages` throws `source_unreadable` for a checkpoint of
 * another reader
 */
export async function openCsv(input: ListInput, options: CsvOptions = {}): Promise<Csv> {
  const header = await readHeader(input, options.encoding, options.header)
  return {
    columns: header.columns.names,
    dialect: header.dialect,
    pages: (after) => readPages(input, header, options, after ?? { byte: header.byte, line: header.line }),
  }
}

async function* readPages(input: ListInput, header: Header, options: CsvOptions, from: Checkpoint): Stream<Page> {
  const { encoding, columns } = header
  const table = { columns, repair: options.repair, width: encoding.width }
  const grammar = grammarOf(header, options)
  const cursor: ScanCursor = { at: 0, line: checkpointNumber(from, 'line'), skipping: false }
  let byte = checkpointNumber(from, 'byte')
  let held: Uint8Array = new Uint8Array()
  let page = emptyContent()
  for await (const piece of inPieces(input.slice(byte), options.pageBytes ?? 256 * 1024)) {
    const bytes = held.length > 0 ? Buffer.concat([held, piece.bytes]) : piece.bytes
    const scan = {
      window: openWindow(bytes, encoding, piece.last),
      grammar,
      cursor,
      sink: pageSink(page, table, byte),
    }
    while (readNext(scan));
    const used = cursor.at * encoding.width
    held = bytes.subarray(used)
    byte += used
    cursor.at = 0
    // No checkpoint inside a line that is too long, because reading could not resume there: the page goes on with the next piece.
    if (used === 0 || cursor.skipping) continue
    yield {
      ...page,
      checkpoint: { byte, line: cursor.line },
      done: byte,
      ...(input.size !== undefined && { total: input.size }),
    }
    page = emptyContent()
  }
}

function grammarOf({ dialect, encoding }: Header, { maxRecordBytes = 1024 * 1024 }: CsvOptions): Grammar {
  return {
    delimiter: dialect.delimiter,
    maxUnits: Math.floor(maxRecordBytes / encoding.width),
    toText: encoding.toText,
  }
}
