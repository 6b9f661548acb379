import { isUtf8 } from 'node:buffer'
import type { EncodingName } from '#seed/contract/encoding'

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
 * Detects the encoding of a file from its first bytes (the CSV reader passes 1 MiB).
 *
 * 1. A byte order mark decides: UTF-8, UTF-16LE or UTF-16BE.
 * 2. Next, the declared encoding decides.
 * 3. Without either, runs of high bytes (0x80-0xFF) are counted: a character beyond ASCII is at least two of them in UTF-8 and
 *    nearly always a single one in Windows-1252. If more than half of the runs are single bytes, it is Windows-1252.
 *    Measured: 104 of 123 in a Windows-1252 list of IGDB; 1 of 6 and 0 of 42 in two UTF-8 lists with destroyed bytes; none in
 *    an intact UTF-8 file.
 * 4. Everything else is UTF-8. Bytes that are not valid become U+FFFD, so that a source can see them; the position of the record
 *    says where they are.
 * 5. If the first bytes are pure ASCII, rule 3 is applied to each later record by itself.
 */
export function detectEncoding(head: Uint8Array, declared?: EncodingName): Encoding {
  const marked = markedEncoding(head)
  if (marked) return marked
  if (declared !== undefined) return declared === 'utf-8' ? utf8(0, decodeUtf8) : singleByte(declared)
  const runs = countHighRuns(toLatin1(head))
  if (isMostlyLone(runs)) return singleByte('windows-1252')
  return utf8(0, runs.all > 0 ? decodeUtf8 : decodeByItself)
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

function singleByte(name: Exclude<EncodingName, 'utf-8'>): Encoding {
  const decoder = new TextDecoder(name)
  const decode = (units: string) => decoder.decode(Buffer.from(units, 'latin1'))
  return {
    name,
    markBytes: 0,
    width: 1,
    toUnits: toLatin1,
    toText: name === 'windows-1252' ? decodeWindows1252 : decode,
  }
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

function decodeByItself(bytes: Buffer): string {
  if (isUtf8(bytes)) return decodeUtf8(bytes)
  const units = toLatin1(bytes)
  return isMostlyLone(countHighRuns(units)) ? decodeWindows1252(units) : decodeUtf8(bytes)
}

// Latin-1 and Windows-1252 differ only between 0x80 and 0x9F.
function decodeWindows1252(units: string): string {
  return /[\x80-\x9f]/.test(units) ? windows1252Decoder.decode(Buffer.from(units, 'latin1')) : units
}

type Runs = { all: number; lone: number }

function countHighRuns(latin1: string): Runs {
  const runs: Runs = { all: 0, lone: 0 }
  for (const [run] of latin1.matchAll(/[\x80-\xff]+/g)) {
    runs.all++
    if (run.length === 1) runs.lone++
  }
  return runs
}

const isMostlyLone = ({ all, lone }: Runs): boolean => lone * 2 > all
