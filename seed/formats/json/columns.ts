import { checkpointNumber, emptyContent } from '#catalogue/list/page'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { jsonTextOf } from '#lib/json-text'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import type { JsonFile } from './ndjson'
import { KEPT_BYTES, LONGEST_RECORD, parseExactJson, parseRecord, rejectOf } from './record'
import { requireUtf8 } from './windows'

/** Largest file, in bytes: its rows are complete only at its end, so it is held in memory. */
const LARGEST = 64 * 1024 * 1024
const ROWS_PER_PAGE = 2_000

/** A table that is written by columns: the values of each, and the name of each row. */
export type ColumnTable = { names: string[]; columns: unknown[][]; index: string[] }

/**
 * Opens a JSON file in UTF-8 that has a table written by columns, as pandas does by default: `{"title": {"0": "Elite"}}`, or with
 * arrays (`{"title": ["Elite"]}`), or with names and rows apart (`{"columns": ["title"], "index": [0], "data": [["Elite"]]}`). The
 * name of a row is its `@key`. The checkpoint is the ordinal of the next row (from 0).
 *
 * @throws {Failure} `source_unreadable` if the file is UTF-16 or larger than 64 MiB; `pages` also throws it if the file is not
 * JSON, and `wrong_header` if it has no such table
 */
export async function openJsonColumns(input: Input): Promise<JsonFile> {
  await requireUtf8(input)
  if ((input.size ?? 0) > LARGEST) throw tooLarge(input.name)
  return { pages: (after) => readTable(input, after) }
}

async function* readTable(input: Input, after: Checkpoint | undefined): Stream<Page> {
  const { text, bytes } = await readWhole(input)
  const parsed = parseExactJson(text)
  if ('fault' in parsed)
    throw new Failure('source_unreadable', `"${input.name}" is not valid JSON: write it again, or download it again.`)
  const table = columnTableOf(parsed.value)
  if (!table)
    throw new Failure(
      'wrong_header',
      `"${input.name}" has no table written by columns: check "layout" in the configuration.`,
    )
  const rows = table.index.length
  for (let from = after ? checkpointNumber(after, 'row') : 0; from < rows; from += ROWS_PER_PAGE) {
    const to = Math.min(rows, from + ROWS_PER_PAGE)
    yield {
      ...contentOf(table, from, to),
      checkpoint: { row: to },
      done: Math.floor((bytes * to) / rows),
      total: bytes,
    }
  }
}

async function readWhole({ name, slice }: Input): Promise<{ text: string; bytes: number }> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of slice(0)) {
    bytes += piece.length
    if (bytes > LARGEST) throw tooLarge(name)
    pieces.push(piece)
  }
  return { text: new TextDecoder().decode(Buffer.concat(pieces)), bytes }
}

const tooLarge = (name: string): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" is written by columns and has more than 64 MiB: write it by rows, in pandas with to_json(path, orient="records", lines=True), and declare it as ndjson.`,
  )

function contentOf({ names, columns, index }: ColumnTable, from: number, to: number): Content {
  const content = emptyContent()
  for (let row = from; row < to; row++) {
    const cells = columns.map((values, at) => [names[at] ?? '', values[row] ?? null] as const)
    const text = jsonTextOf(Object.fromEntries([...cells, ['@key', index[row] ?? '']]))
    addRow(content, text, row)
  }
  return content
}

function addRow({ records, unparsable }: Content, text: string | undefined, row: number): void {
  const record =
    text === undefined
      ? { fault: 'too_deep' as const }
      : text.length > LONGEST_RECORD
        ? { fault: 'record_too_long' as const }
        : parseRecord(text)
  if ('value' in record) records.push({ value: record.value, text: text ?? '', position: { row } })
  else unparsable.push({ reject: rejectOf(record.fault), text: (text ?? '').slice(0, KEPT_BYTES), position: { row } })
}

/** Returns the table of a JSON value that is written by columns; `undefined` for any other. */
export function columnTableOf(value: unknown): ColumnTable | undefined {
  if (!isObject(value)) return undefined
  return splitTable(value) ?? objectTable(value) ?? arrayTable(value)
}

type Members = Record<string, unknown>

/** `{"columns": [...], "index": [...], "data": [[...], ...]}`. */
function splitTable({ columns, index, data }: Members): ColumnTable | undefined {
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return undefined
  const names = columns.map(String)
  const keys =
    Array.isArray(index) && index.length === data.length ? index.map(String) : data.map((_, at) => String(at))
  return { names, columns: names.map((_, at) => data.map((row) => row[at])), index: keys }
}

/** `{"title": {"0": "Elite", ...}, ...}`: every column has a value for each row, in the same order. */
function objectTable(value: Members): ColumnTable | undefined {
  const names = Object.keys(value)
  const columns = Object.values(value).filter(isObject)
  const index = Object.keys(columns[0] ?? {})
  if (names.length < 2 || columns.length < names.length || index.length === 0) return undefined
  const rows = index.join('\n')
  if (!columns.every((column) => Object.keys(column).join('\n') === rows)) return undefined
  return { names, columns: columns.map((column) => Object.values(column)), index }
}

/** `{"title": ["Elite", ...], ...}`: arrays of the same length. */
function arrayTable(value: Members): ColumnTable | undefined {
  const names = Object.keys(value)
  const columns = Object.values(value).filter(Array.isArray)
  const [first = []] = columns
  if (names.length < 2 || columns.length < names.length || first.length === 0) return undefined
  if (columns.some((column) => column.length !== first.length)) return undefined
  return { names, columns, index: first.map((_, at) => String(at)) }
}
