import { Failure } from '#lib/errors'
import { isBlank } from './lines'
import { decodeUtf8 } from './record'
import { COMMA, closerOf, LINE_FEED, type Nesting, OPEN_OBJECT, outside, QUOTE, scanString, scanValue } from './scan'
import type { ByteWindow } from './windows'

const COLON = 58
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** The way to a list: `gone` names of the path lie behind, and the next thing is a value, a member, or more of one passed over. */
export type ListSearch = { file: string; path: readonly string[]; entered: number; next: 'value' | 'member' | Nesting }

/** Where reading goes on; with the byte that closes the list once the list has been found; `waits` for more bytes. */
export type FoundList = { at: number; closer?: number; waits?: true }

/** A search through a file for the list that stands under these names, one inside the other. */
export const beginSearch = (file: string, path: readonly string[]): ListSearch => ({
  file,
  path,
  entered: 0,
  next: 'value',
})

/**
 * Goes on with a search through one window, from a place in it.
 *
 * @throws {Failure} `wrong_header` when the file holds no such list
 */
export function findList(search: ListSearch, { bytes, byte, last }: ByteWindow): FoundList {
  let found: FoundList = { at: byte === 0 && bytes.subarray(0, 3).equals(MARK) ? 3 : 0 }
  while (found.closer === undefined && !found.waits) found = searchStep(search, bytes, found.at)
  if (last && found.closer === undefined) throw noList(search)
  return found
}

function searchStep(search: ListSearch, bytes: Buffer, from: number): FoundList {
  if (typeof search.next === 'object') return passOver(search, search.next, bytes, from)
  const at = skipBlanks(bytes, from)
  const byte = bytes[at]
  if (byte === undefined) return { at, waits: true }
  return search.next === 'value' ? enter(search, byte, at) : readName(search, bytes, at)
}

function passOver(search: ListSearch, nesting: Nesting, bytes: Buffer, from: number): FoundList {
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
  return new Failure('wrong_header', `"${file}" holds no JSON array or object of records${where}`)
}
