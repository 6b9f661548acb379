import { Failure } from '#lib/errors'
import { isBlank } from './lines'
import { decodeUtf8 } from './record'
import { COMMA, closerOf, LINE_FEED, type Nesting, OPEN_OBJECT, outside, QUOTE, scanString, scanValue } from './scan'
import type { ByteWindow } from './windows'

const COLON = 58
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * State of a search for a list: the number of path names that have been entered, and the next part of the file: a value, a
 * member, or the rest of a skipped value.
 */
export type ListSearch = { file: string; path: readonly string[]; entered: number; next: 'value' | 'member' | Nesting }

/** Position where reading continues; `closer`: the list was found, and this byte closes it; `waits`: more bytes are needed. */
export type FoundList = { at: number; closer?: number; waits?: true }

/** Returns a search for the list under these member names, outermost first. */
export const beginSearch = (file: string, path: readonly string[]): ListSearch => ({
  file,
  path,
  entered: 0,
  next: 'value',
})

/**
 * Continues a search in one window.
 *
 * @throws {Failure} `wrong_header` if the file has no such list
 */
export function findList(search: ListSearch, { bytes, byte, last }: ByteWindow): FoundList {
  let found: FoundList = { at: byte === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0 }
  while (found.closer === undefined && !found.waits) found = searchStep(search, bytes, found.at)
  if (last && found.closer === undefined) throw noList(search)
  return found
}

function searchStep(search: ListSearch, bytes: Buffer, from: number): FoundList {
  if (typeof search.next === 'object') return skipValue(search, search.next, bytes, from)
  const at = skipBlanks(bytes, from)
  const byte = bytes[at]
  if (byte === undefined) return { at, waits: true }
  return search.next === 'value' ? enter(search, byte, at) : readName(search, bytes, at)
}

function skipValue(search: ListSearch, nesting: Nesting, bytes: Buffer, from: number): FoundList {
  const { found, at } = scanValue(bytes, from, bytes.length, nesting)
  if (found === 'broken') throw noList(search)
  if (found === 'more') return { at, waits: true }
  search.next = 'member'
  return { at }
}

function enter(search: ListSearch, byte: number, at: number): FoundList {
  const closer = closerOf(byte)
  const arrived = search.entered === search.path.length
  if (closer === undefined || !(arrived || byte === OPEN_OBJECT)) throw noList(search)
  search.next = 'member'
  return arrived ? { at: at + 1, closer } : { at: at + 1 }
}

function readName(search: ListSearch, bytes: Buffer, at: number): FoundList {
  if (bytes[at] !== QUOTE) throw noList(search)
  const name = scanString(bytes, at + 1, bytes.length)
  const colon = name.found === 'end' ? skipBlanks(bytes, name.at) : bytes.length
  if (colon >= bytes.length) return { at, waits: true }
  if (bytes[colon] !== COLON) throw noList(search)
  const wanted = `"${search.path[search.entered]}"` === decodeUtf8(bytes.subarray(at, name.at))
  if (wanted) search.entered++
  search.next = wanted ? 'value' : outside()
  return { at: colon + 1 }
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from
  while (isBlank(bytes[at]) || bytes[at] === LINE_FEED || bytes[at] === COMMA) at++
  return at
}

function noList({ file, path }: ListSearch): Failure {
  const where = path.length > 0 ? ` under "${path.join('.')}": check "records" in the configuration.` : '.'
  return new Failure('wrong_header', `"${file}" has no JSON array or object of records${where}`)
}
