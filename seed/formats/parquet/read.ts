import { type ParquetRowRange, type ParquetScan, parquetScan } from 'hyparquet'
import { checkpointNumber, emptyContent } from '#catalogue/list/page'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { isTooDeep } from '#lib/json-text'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { pageUnpackers } from '#seed/input/unpack'
import { KEPT_BYTES, LONGEST_RECORD, rejectOf } from '../json/record'
import { type Footer, type RandomAccessInput, readFooter } from './footer'
import { plainOf, TEXT_PARSERS } from './value'

/** A Parquet file whose footer has been read. */
export type Parquet = { columns: string[]; pages: (after: Checkpoint | undefined) => Stream<Page> }

/** Uncompressed bytes and rows per page, at most: smaller pages cost time, larger ones memory. */
const PAGE_BYTES = 4 * 1024 * 1024
const ROWS_PER_PAGE = 20_000

/**
 * Opens a Parquet file on the disk, not packed.
 *
 * Each record is an object of the values by column, nested ones included: dates and times in ISO 8601, integers beyond 2^53 as
 * strings of digits, bytes as text or base64. Its text is the JSON of that object. One refusal: `record_too_long`. The position
 * is the ordinal of the row (`row`, from 0), which is also the checkpoint. `done` is an estimate in bytes, by the share of rows.
 *
 * @throws {Failure} `source_unreadable` as `readFooter` does; `pages` throws it if a row group is damaged
 */
export async function openParquet(input: Input): Promise<Parquet> {
  const file = requireRandomAccess(input)
  const footer = await readFooter(file)
  return { columns: footer.columns, pages: (after) => readPages(file, footer, after) }
}

function requireRandomAccess({ size, range, ...input }: Input): RandomAccessInput {
  if (size !== undefined && range) return { ...input, size, range }
  throw new Failure(
    'source_unreadable',
    `"${input.name}" cannot be read from here, because Parquet is read from its end: it must be a file on the disk, unpacked.`,
  )
}

async function* readPages(input: RandomAccessInput, footer: Footer, after: Checkpoint | undefined): Stream<Page> {
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

/** Returns the values of some rows, one array per column. */
async function readRows(
  { scan, footer, group, name }: Reading,
  from: number,
  to: number,
): Promise<ArrayLike<unknown>[]> {
  const columns: ArrayLike<unknown>[] = []
  try {
    for (const { column, nested } of footer.layout) {
      // Pages of a nested column cannot be skipped. The scan caches its last read, so the group is decoded only once.
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
  new Failure('source_unreadable', `"${name}" is damaged after row ${row}: download or write it again.`, { cause })

function gather({ columns: names }: Footer, columns: readonly ArrayLike<unknown>[], from: number): Content {
  const page = emptyContent()
  const toRow = rowMaker(names)
  for (let at = 0; at < (columns[0]?.length ?? 0); at++) {
    const cells = columns.map((column) => column[at])
    const position = { row: from + at }
    if (isTooDeep(cells)) {
      page.unparsable.push({ reject: rejectOf('too_deep'), text: '', position })
      continue
    }
    const value = toRow(cells.map(plainOf))
    const text = JSON.stringify(value)
    if (text.length <= LONGEST_RECORD) page.records.push({ value, text, position })
    else page.unparsable.push({ reject: rejectOf('record_too_long'), text: text.slice(0, KEPT_BYTES), position })
  }
  return page
}

/** Returns a function that makes a row of values in the order of the columns. Copying a complete row keeps one hidden class for all. */
function rowMaker(names: readonly string[]): (cells: readonly unknown[]) => Record<string, unknown> {
  const blank: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, null]))
  return (cells) => {
    const row = { ...blank }
    for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = cells[at]
    return row
  }
}
