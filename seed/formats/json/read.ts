import { checkpointNumber, foreignCheckpoint } from '#catalogue/list/page'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { beginSearch, findList, type ListSearch } from './find'
import { takeRecords } from './list'
import type { JsonFile, JsonOptions } from './ndjson'
import { LONGEST_RECORD } from './record'
import type { ListState } from './state'
import { type ByteWindow, readWindows, requireUtf8 } from './windows'

/**
 * Opens a JSON file in UTF-8 with one list: an array of objects, an object of objects by id (the id becomes `@key`), or either
 * of them inside objects, under the member names `records`.
 *
 * At most a page and one record are held in memory. Refusals: `invalid_json`, `not_an_object`, `record_too_long`, `nul_byte`,
 * `lone_surrogate`; `truncated`: the rest of a file that ends too early; `unreadable_rest`: the rest of a damaged file in
 * which the next record is not found; `text_after_end`: text after the list. A position is the ordinal of the record (`row`,
 * from 0) and its byte.
 *
 * @throws {Failure} `source_unreadable` if the file is UTF-16; `pages` throws `wrong_header` if there is no such list
 */
export async function openJson(
  input: Input,
  options: JsonOptions & { records?: readonly string[] } = {},
): Promise<JsonFile> {
  await requireUtf8(input)
  const { records = [], maxRecordBytes = LONGEST_RECORD, pageBytes } = options
  return { pages: (after) => readList(input, { path: records, maxBytes: maxRecordBytes, pageBytes }, after) }
}

type Reading = { path: readonly string[]; maxBytes: number; pageBytes: number | undefined }

function readList(input: Input, { path, maxBytes, pageBytes }: Reading, after: Checkpoint | undefined): Stream<Page> {
  const search = beginSearch(input.name, path)
  let list = after && resume(after, path.length)
  const from = after ? checkpointNumber(after, 'byte') : 0
  return readWindows(input, from, pageBytes, (window, page) => {
    const begun = list ? { list, at: 0 } : begin(search, window)
    list = begun.list
    if (!list) return { used: begun.at, checkpoint: undefined }
    return takeRecords({ list, window, page, maxBytes }, begun.at)
  })
}

function begin(search: ListSearch, window: ByteWindow): { list: ListState | undefined; at: number } {
  const { at, closer } = findList(search, window)
  if (closer === undefined) return { list: undefined, at }
  return { list: { next: 'record', row: 0, closer, indent: -1, careful: 0, depth: search.path.length }, at }
}

function resume(after: Checkpoint, depth: number): ListState {
  const { next } = after
  if (next !== 'record' && next !== 'after' && next !== 'end') throw foreignCheckpoint()
  const [row, closer] = [checkpointNumber(after, 'row'), checkpointNumber(after, 'closer')]
  return {
    next,
    row,
    closer,
    indent: checkpointNumber(after, 'indent'),
    careful: checkpointNumber(after, 'careful'),
    depth,
  }
}
