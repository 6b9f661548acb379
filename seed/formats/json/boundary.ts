import { isBlank } from './lines'
import { decodeUtf8, parseMember, parseRecord } from './record'
import { COMMA, LINE_FEED, OPEN_OBJECT, outside, QUOTE, scanValue } from './scan'
import type { ListReading } from './state'

const BACKSLASH = 92
export const END_OF_OBJECT = 0x7d
/** What is read in search of one boundary, as a multiple of the longest record. */
const MOST_READ = 16

/** Where the next record begins, nowhere that could be told, or a question for later, when more bytes are known. */
export type Boundary = number | 'nowhere' | 'later'

/**
 * Finds where the record after a broken one begins, where records do not begin their lines.
 *
 * A place behind a comma is such a beginning when the list can be read on from there, object by object, further than the
 * broken record may reach, or to the end of the list and of the file; and when its first name is that of the broken record
 * or of the one after it. Objects in a list inside of the broken record end before that, with more of the record behind
 * them. Where the record only has no end, a quote may never have been closed (`isQuote`): then the next one lies in what
 * looks like a text. Elsewhere it may merely be long, or cut off.
 */
export function findBoundary({ list, window, maxBytes }: ListReading, start: number, isQuote: boolean): Boundary {
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
    if ((inText || !isQuote) && readsOn(ahead, at)) return at
    if (ahead.budget <= 0) break
  }
  return 'nowhere'
}

/** What lies ahead of a broken record whose first name is `name`; `isWhole`: to the end of the file. */
type Lookahead = {
  bytes: Buffer
  isWhole: boolean
  /** So far the broken record may reach. */
  far: number
  budget: number
  name: string | undefined
  closer: number
  depth: number
}

const LONGEST_NAME = 1024
const NAME = /^\s*(?:"[^"]*"\s*:\s*)?\{\s*"([^"]*)"/

/** Places behind a comma that begin as a record does, and whether they lie in a text, as it seems from the start. */
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

/** Whether the list can be read on from a place. */
function readsOn(ahead: Lookahead, from: number): boolean {
  const names = [ahead.name]
  let place: number | boolean = from
  while (typeof place === 'number') place = readOne(ahead, place, names)
  return place && isAlike(names)
}

/** Where the record after the one at a place begins, or whether the list has been read on for far enough. */
function readOne(ahead: Lookahead, from: number, names: (string | undefined)[]): number | boolean {
  const { bytes, far, closer } = ahead
  const { found, at } = scanValue(bytes, from, bytes.length, outside())
  ahead.budget -= at - from
  if (found !== 'end' || !takeName(names, closer, bytes.subarray(from, at))) return false
  const next = skipGap(bytes, at)
  if (bytes[next] === closer) return endsThere(ahead, next + 1)
  return bytes[next] === COMMA && (next >= far || skipGap(bytes, next + 1))
}

/** Adds the first name of a record; answers whether it is one. */
function takeName(names: (string | undefined)[], closer: number, bytes: Uint8Array): boolean {
  const record = (closer === END_OF_OBJECT ? parseMember : parseRecord)(decodeUtf8(bytes))
  if ('fault' in record) return false
  names.push(Object.keys(record.value)[0])
  return true
}

const isAlike = ([broken, first, second]: readonly (string | undefined)[]): boolean =>
  first === broken || first === second

/** Whether nothing stands behind the list but what ends the objects it stands in. */
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
