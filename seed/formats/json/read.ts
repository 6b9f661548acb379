import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'
import { beginSearch, findList, type ListSearch } from './find'
import { takeRecords } from './list'
import type { JsonFile, JsonOptions } from './ndjson'
import { LONGEST_RECORD } from './record'
import type { ListState } from './state'
import { numberIn, readWindows, requireUtf8, type Stretch } from './windows'

/**
 * Opens a file that is one JSON value, in UTF-8: an array of objects, an object of objects by id (`@key` in each), or
 * either of them inside of objects, under the names of `records`.
 *
 * Never more than a page and a record are held. Refusals: `invalid_json`, `not_an_object`, `record_too_long`, `nul_byte`,
 * `lone_surrogate`; `truncated` is the rest of a file that ends too early, `unreadable_rest` that of a broken one in
 * which the next record cannot be told, `text_after_end` what follows the list. Positions are the ordinal of the
 * record (`row`, from 0) and its byte.
 *
 * @throws {Failure} `source_unreadable` when it is UTF-16; reading throws `wrong_header` when there is no such list
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
  const from = after ? numberIn(after, 'byte') : 0
  return readWindows(input, from, pageBytes, (stretch, page) => {
    const begun = list ? { list, at: 0 } : begin(search, stretch)
    list = begun.list
    if (!list) return { used: begun.at, checkpoint: undefined }
    return takeRecords({ list, stretch, page, maxBytes }, begun.at)
  })
}

function begin(search: ListSearch, stretch: Stretch): { list: ListState | undefined; at: number } {
  const { at, closer } = findList(search, stretch)
  if (closer === undefined) return { list: undefined, at }
  return { list: { next: 'record', row: 0, closer, indent: -1, careful: 0, depth: search.path.length }, at }
}

function resume(after: Checkpoint, depth: number): ListState {
  const { next } = after
  if (next !== 'record' && next !== 'after' && next !== 'end')
    throw new Failure(
      'source_unreadable',
      'The run cannot be resumed from where it stands: start it again with --restart.',
    )
  const [row, closer] = [numberIn(after, 'row'), numberIn(after, 'closer')]
  return { next, row, closer, indent: numberIn(after, 'indent'), careful: numberIn(after, 'careful'), depth }
}
