import { isBlank } from './lines'
import { decodeUtf8, parseMember, parseRecord } from './record'
import { COMMA, LINE_FEED, OPEN_OBJECT, outside, QUOTE, scanValue } from './scan'
import type { ListReading } from './state'

const BACKSLASH = 92
/** `}`, the byte that closes an object. */
export const END_OF_OBJECT = 0x7d
/** Most bytes scanned in search of one boundary, as a multiple of the longest record. */
const MOST_READ = 16

/** Start of the next record; `nowhere`: not found; `later`: more bytes are needed. */
export type Boundary = number | 'nowhere' | 'later'

/**
 * Finds the record after a broken one in a list on one line, so that a lost quote or bracket does not cost the rest of the file.
 *
 * A position after a comma is accepted if the list continues from there, object by object, past the longest extent of the
 * broken record (`maxBytes`) or to the end of the list and the file; and if the first member name there equals that of the
 * broken record, or that of the record that follows the accepted position. Objects of a list inside the broken record fail
 * this test: more of the record follows them.
 *
 * `isUnclosed`: the record has no end, perhaps because of an unclosed quote; then only positions inside an apparent string count.
 * Otherwise a record that is merely long or cut off would be taken apart.
 *
 * Bounded: at most twice `maxBytes` ahead is held, and 16 times `maxBytes` scanned. None of the 353 JSON files among the real
 * data and the fixtures needs it, 179 of them on one line: all are valid.
 */
export function findBoundary({ list, window, maxBytes }: ListReading, start: number, isUnclosed: boolean): Boundary {
  const { last } = window
  const end = start + 2 * maxBytes
  if (!last && window.bytes.length < end) return 'later'
  const bytes = window.bytes.subarray(0, end)
  const ahead: Lookahead = {
    bytes,
    isWhole: last && window.bytes.length <= end,
    far: Math.min(bytes.length, start + maxBytes),
    budget: MOST_READ * maxBytes,
    name: NAME.exec(decodeUtf8(bytes.subarray(start, start + LONGEST_NAME)))?.[1],
    ...list,
  }
  for (const { at, inText } of candidates(ahead, start)) {
    if ((inText || !isUnclosed) && readsOn(ahead, at)) return at
    if (ahead.budget <= 0) break
  }
  return 'nowhere'
}

/** The bytes after a broken record whose first member name is `name`; `isWhole`: they reach to the end of the file. */
type Lookahead = {
  bytes: Buffer
  isWhole: boolean
  /** End of the longest allowed record that starts where the broken one does. */
  far: number
  /** Bytes that may still be scanned. */
  budget: number
  name: string | undefined
  closer: number
  depth: number
}

/** Most bytes in which the first member name of a record is searched. */
const LONGEST_NAME = 1024
const NAME = /^\s*(?:"[^"]*"\s*:\s*)?\{\s*"([^"]*)"/

/** Yields the positions after a comma that begin like a record, and whether each seems to be inside a string (from `start` on). */
function* candidates({ bytes, far, closer }: Lookahead, start: number): Generator<{ at: number; inText: boolean }> {
  const opener = closer === END_OF_OBJECT ? QUOTE : OPEN_OBJECT
  let inText = false
  for (let at = start; at < far; at += inText && bytes[at] === BACKSLASH ? 2 : 1) {
    if (bytes[at] === opener && isBehindComma(bytes, at)) yield { at, inText }
    if (bytes[at] === QUOTE) inText = !inText
  }
}

function isBehindComma(bytes: Buffer, place: number): boolean {
  let at = place - 1
  while (isGap(bytes[at])) at--
  return bytes[at] === COMMA
}

/** True if the list continues from a position. */
function readsOn(ahead: Lookahead, from: number): boolean {
  const names = [ahead.name]
  let place: number | boolean = from
  while (typeof place === 'number') place = readOne(ahead, place, names)
  return place && isAlike(names)
}

/** Returns the start of the record after the one at a position; true if the list has continued far enough, false if it does not continue. */
function readOne(ahead: Lookahead, from: number, names: (string | undefined)[]): number | boolean {
  const { bytes, far, closer } = ahead
  const { found, at } = scanValue(bytes, from, bytes.length, outside())
  ahead.budget -= at - from
  if (found !== 'end' || !takeName(names, closer, bytes.subarray(from, at))) return false
  const next = skipGap(bytes, at)
  if (bytes[next] === closer) return endsThere(ahead, next + 1)
  return bytes[next] === COMMA && (next >= far || skipGap(bytes, next + 1))
}

/** Adds the first member name of a record to `names`; returns false if the bytes are no record. */
function takeName(names: (string | undefined)[], closer: number, bytes: Uint8Array): boolean {
  const record = (closer === END_OF_OBJECT ? parseMember : parseRecord)(decodeUtf8(bytes))
  if ('fault' in record) return false
  names.push(Object.keys(record.value)[0])
  return true
}

const isAlike = ([broken, first, second]: readonly (string | undefined)[]): boolean =>
  first === broken || first === second

/** True if the list and the file end there: after the list come only the rest and the ends of the objects around it. */
function endsThere({ bytes, isWhole, depth }: Lookahead, from: number): boolean {
  const around = { closers: Array<number>(depth).fill(END_OF_OBJECT), inString: false }
  const { found, at } = depth > 0 ? scanValue(bytes, from, bytes.length, around) : { found: 'end', at: from }
  return isWhole && found === 'end' && skipGap(bytes, at) === bytes.length
}

const isGap = (byte: number | undefined): boolean => isBlank(byte) || byte === LINE_FEED

function skipGap(bytes: Buffer, from: number): number {
  let at = from
  while (isGap(bytes[at])) at++
  return at
}
