import { type ParquetRowRange, type ParquetScan, parquetScan } from 'hyparquet'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { pageUnpackers } from '#seed/input/unpack'
import { KEPT_BYTES, LONGEST_RECORD, rejectOf } from '../json/record'
import { checkpointNumber, emptyContent } from '../page'
import { type Footer, type ReachableInput, readFooter } from './footer'
import { plainOf, TEXT_PARSERS } from './value'

/** A Parquet file, its footer read. */
export type Parquet = { columns: string[]; pages: (after: Checkpoint | undefined) => Stream<Page> }

/** What of a file is decoded at a time, and in how many rows at most: smaller pieces cost time, larger ones memory. */
const PAGE_BYTES = 4 * 1024 * 1024
const ROWS_PER_PAGE = 20_000

/**
 * Opens a Parquet file that lies on the disk as it is.
 *
 * Each record is an object of what its columns hold, nested ones too: dates and times in ISO 8601, whole numbers beyond
 * 2^53 as their digits, bytes as text or base64. Its text is the JSON of that. One refusal: `record_too_long`. Positions
 * are the ordinal of the row (`row`, from 0), which is also the checkpoint; `done` counts bytes, by the share of rows.
 *
 * @throws {Failure} `source_unreadable` as `readFooter` does; while reading, when a row group is damaged
 */
export async function openParquet(input: Input): Promise<Parquet> {
  const reachable = requireReachable(input)
  const footer = await readFooter(reachable)
  return { columns: footer.columns, pages: (after) => readPages(reachable, footer, after) }
}

function requireReachable({ size, range, ...input }: Input): ReachableInput {
  if (size !== undefined && range) return { ...input, size, range }
  throw new Failure(
    'source_unreadable',
    `"${input.name}" cannot be read from where it is: Parquet is read from its end, so save it on the disk, unpacked.`,
  )
}

async function* readPages(input: ReachableInput, footer: Footer, after: Checkpoint | undefined): Stream<Page> {
  const { size: total } = input
  const start = after ? checkpointNumber(after, 'row') : 0
  const scan = await parquetScan({
    file: { byteLength: total, slice: input.range },
    metadata: footer.metadata,
    compressors: pageUnpackers(input.name),
    parsers: TEXT_PARSERS,
    geoparquet: false,
    utf8: false,
  })
  const most = Math.max(1, Math.min(ROWS_PER_PAGE, Math.floor(PAGE_BYTES / footer.rowBytes)))
  for (const group of scan.ranges) {
    for (let from = Math.max(group.rowStart, start); from < group.rowEnd; from += most) {
      const to = Math.min(group.rowEnd, from + most)
      const page = gather(footer, await readRows({ scan, footer, group, name: input.name }, from, to), from)
      yield { ...page, checkpoint: { row: to }, done: Math.floor((total * to) / footer.rows), total }
    }
  }
}

type Reading = { scan: ParquetScan; footer: Footer; group: ParquetRowRange; name: string }

/** What stands in some rows, column by column. */
async function readRows(
  { scan, footer, group, name }: Reading,
  from: number,
  to: number,
): Promise<ArrayLike<unknown>[]> {
  const columns: ArrayLike<unknown>[] = []
  try {
    for (const { column, nested } of footer.layout) {
      // Pages of lists cannot be skipped: the scan keeps what it read last, so that the group is decoded once.
      if (nested) await scan.readColumn({ column, ...group })
      columns.push(await scan.readColumn({ column, rowStart: from, rowEnd: to }))
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw damagedAfter(name, from, cause)
  }
  if (columns.every(({ length }) => length === to - from)) return columns
  throw damagedAfter(name, from)
}

const damagedAfter = (name: string, row: number, cause?: unknown): Failure =>
  new Failure('source_unreadable', `"${name}" is damaged after row ${row}: fetch or write it again.`, { cause })

function gather({ columns: names }: Footer, columns: readonly ArrayLike<unknown>[], from: number): Content {
  const page = emptyContent()
  const toRow = rowMaker(names)
  for (let at = 0; at < (columns[0]?.length ?? 0); at++) {
    const value = toRow(columns.map((column) => plainOf(column[at])))
    const text = JSON.stringify(value)
    const position = { row: from + at }
    if (text.length <= LONGEST_RECORD) page.records.push({ value, text, position })
    else page.unparsable.push({ reject: rejectOf('record_too_long'), text: text.slice(0, KEPT_BYTES), position })
  }
  return page
}

/** Makes rows of cells in the order of the columns; a copy of a finished row keeps one hidden class for all of them. */
function rowMaker(names: readonly string[]): (cells: readonly unknown[]) => Record<string, unknown> {
  const blank: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, null]))
  return (cells) => {
    const row = { ...blank }
    for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = cells[at]
    return row
  }
}
