import { isAscii, isUtf8 } from 'node:buffer'
import { Failure } from '#lib/errors'
import { decodeCodePage850 } from './decoders'
import {
  addPieces,
  type LegacyEncoding,
  legacyEncoding,
  looksBetterElsewhere,
  type Pieces,
  secondEncoding,
  shareIn,
} from './legacy'
import type { EncodingName } from './names'

/**
 * Decoding of a text file in two steps.
 *
 * `toUnits` returns a string with one character (a unit) for every `width` bytes, so that a position in it is a position in the
 * file; delimiters, quotes and line ends are already themselves. `toText` decodes a piece of units; pure ASCII does not need it.
 */
export type Encoding = {
  name: EncodingName | 'utf-16le' | 'utf-16be'
  /** Length of the byte order mark, in bytes. */
  markBytes: number
  width: 1 | 2
  toUnits: (bytes: Uint8Array) => string
  toText: (units: string) => string
}

/**
 * Returns the encoding of a file from its first bytes, if a byte order mark, the declared encoding or UTF-8 without a fault decides;
 * otherwise `undefined`, also if they are all ASCII.
 */
export function certainEncoding(head: Uint8Array, declared?: EncodingName): Encoding | undefined {
  const marked = markedEncoding(head)
  if (marked) return marked
  if (declared !== undefined) return declared === 'utf-8' ? utf8(0, decodeUtf8) : declaredEncoding(declared)
  return !isAscii(head) && isUtf8Start(head) ? utf8(0, decodeUtf8) : undefined
}

/**
 * Detects the encoding of a file from all of its pieces that have bytes beyond ASCII.
 *
 * 1. If a third of them is valid UTF-8, it is UTF-8. Bytes that are not valid become U+FFFD, so that a source can see them; the
 *    position of the record says where they are.
 * 2. Otherwise it is the encoding from before Unicode in which they look right (`legacyEncoding`).
 * 3. If none is, it is Windows-1252 if most bytes beyond ASCII stand alone and a third of the words looks right in it. A character
 *    beyond ASCII is at least two such bytes in UTF-8 and nearly always a single one in Windows-1252. Measured: 104 of 123 in a
 *    Windows-1252 list of IGDB; 1 of 6 and 0 of 42 in two UTF-8 lists with destroyed bytes.
 * 4. Everything else is read as UTF-8, so every letter beyond ASCII becomes U+FFFD and no wrong letter is published.
 *
 * A record that does not look right in the encoding of a file, but does in another, is read as UTF-8 too.
 *
 * @throws {Failure} `source_unreadable` if it is in two encodings from before Unicode
 */
export function detectEncoding(pieces: Pieces): Encoding {
  const sound = [...pieces].filter((piece) => isUtf8(Buffer.from(piece, 'latin1'))).length
  if (sound * 3 >= pieces.size) return utf8(0, decodeUtf8)
  const legacy = legacyEncoding(pieces) ?? (isWestern(pieces) ? 'windows-1252' : undefined)
  if (legacy === undefined) return utf8(0, decodeUtf8)
  const second = secondEncoding(pieces, legacy)
  if (second === undefined) return detected(legacy)
  throw new Failure(
    'source_unreadable',
    `The text is in two encodings, ${legacy} and ${second}: save all of it as UTF-8, or declare one with --encoding or "encoding".`,
  )
}

/** Returns the encoding of a file whose first bytes are ASCII and whose others cannot be read twice: each record decides for itself. */
export const encodingByRecord = (): Encoding => utf8(0, textOfRecord)

function isWestern(pieces: Pieces): boolean {
  const runs = [...pieces].flatMap((piece) => piece.match(/[\x80-\xff]+/g) ?? [])
  return runs.filter((run) => run.length === 1).length * 2 > runs.length && shareIn(pieces, 'windows-1252') >= 1 / 3
}

function detected(legacy: LegacyEncoding): Encoding {
  const { toText } = declaredEncoding(legacy)
  const decode = (units: string) =>
    isForeign(units, legacy) ? decodeUtf8(Buffer.from(units, 'latin1')) : toText(units)
  return { name: legacy, markBytes: 0, width: 1, toUnits: toLatin1, toText: decode }
}

/** True if a record is not in the encoding of its file: it is valid UTF-8, or looks right in another encoding only. */
function isForeign(units: string, legacy: LegacyEncoding): boolean {
  if (isUtf8(Buffer.from(units, 'latin1'))) return true
  return looksBetterElsewhere(piecesOfRecord(units), legacy)
}

/** Decodes a record whose file has no detected encoding. */
function textOfRecord(bytes: Buffer): string {
  if (isUtf8(bytes)) return decodeUtf8(bytes)
  const units = toLatin1(bytes)
  const pieces = piecesOfRecord(units)
  const own = legacyEncoding(pieces)
  return own === 'windows-1252' || (own === undefined && isWestern(pieces))
    ? decodeWindows1252(units)
    : decodeUtf8(bytes)
}

function piecesOfRecord(units: string): Pieces {
  const pieces = new Set<string>()
  addPieces(pieces, units)
  return pieces
}

/** True if bytes are UTF-8, apart from a character that their end may cut. */
function isUtf8Start(bytes: Uint8Array): boolean {
  const lead = bytes.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0)
  return isUtf8(bytes) || (bytes.length - lead < 4 && (bytes[lead] ?? 0) >= 0xc0 && isUtf8(bytes.subarray(0, lead)))
}

function markedEncoding(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return utf8(3, decodeUtf8)
  if (head[0] === 0xff && head[1] === 0xfe) return utf16('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return utf16('utf-16be')
  return undefined
}

/** True if a text was decoded with loss: it has the replacement character U+FFFD. */
export const isDamaged = (text: string): boolean => text.includes('\uFFFD')

const utf8 = (markBytes: number, decode: (bytes: Buffer) => string): Encoding => ({
  name: 'utf-8',
  markBytes,
  width: 1,
  toUnits: toLatin1,
  toText: (units) => decode(Buffer.from(units, 'latin1')),
})

const declaredEncodings = new Map<string, Encoding>()

function declaredEncoding(name: Exclude<EncodingName, 'utf-8'>): Encoding {
  const known = declaredEncodings.get(name)
  if (known) return known
  const decodeBytes = name === 'cp850' ? decodeCodePage850 : lenientDecoder(name)
  const decode = (units: string) => decodeBytes(Buffer.from(units, 'latin1'))
  const toText = name === 'windows-1252' ? decodeWindows1252 : decode
  const encoding: Encoding = { name, markBytes: 0, width: 1, toUnits: toLatin1, toText }
  declaredEncodings.set(name, encoding)
  return encoding
}

function lenientDecoder(name: Exclude<EncodingName, 'cp850'>): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(name)
  return (bytes) => decoder.decode(bytes)
}

function utf16(name: 'utf-16le' | 'utf-16be'): Encoding {
  const decoder = new TextDecoder(name, { ignoreBOM: true })
  return { name, markBytes: 2, width: 2, toUnits: (bytes) => decoder.decode(bytes), toText: (units) => units }
}

function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const windows1252Decoder = new TextDecoder('windows-1252')

function decodeUtf8(bytes: Buffer): string {
  return utf8Decoder.decode(bytes)
}

// Latin-1 and Windows-1252 differ only between 0x80 and 0x9F.
function decodeWindows1252(units: string): string {
  return /[\x80-\x9f]/.test(units) ? windows1252Decoder.decode(Buffer.from(units, 'latin1')) : units
}
