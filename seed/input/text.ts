import { Failure } from '#lib/errors'

/** How much of an input is looked at before it is called text. */
export const PROBE_BYTES = 64 * 1024

/** What stands at a place of what is no text, and what to do about it. */
const KINDS = [
  { at: 0, magic: 'PK\x03\x04', advice: 'is a zip archive or a workbook: unpack it, or save it as CSV.' },
  { at: 0, magic: '\x1f\x8b', advice: 'is packed more than once: unpack it yourself and read what comes out.' },
  { at: 0, magic: '\x28\xb5\x2f\xfd', advice: 'is packed more than once: unpack it yourself and read what comes out.' },
  { at: 0, magic: 'PAR1', advice: 'is a Parquet file: save it on the disk, and declare its source as parquet.' },
  { at: 257, magic: 'ustar', advice: 'is a tar archive: unpack it yourself and read what comes out.' },
]

/**
 * Passes text and refuses anything else, by its first bytes.
 *
 * A single stray control character is dirt in a row, to be refused there. A file is binary when its first line holds
 * one, or one byte in twenty is one. UTF-16 is text when it says so by its byte order mark.
 *
 * @throws {Failure} `source_unreadable`; `subject` begins the sentence.
 */
export function refuseBinary(probe: Uint8Array, subject: string): void {
  if (probe.length === 0) throw new Failure('source_unreadable', `${subject} is empty: check where it comes from.`)
  const kind = KINDS.find(({ at, magic }) => startsWith(probe.subarray(at), Buffer.from(magic, 'latin1')))
  if (kind) throw new Failure('source_unreadable', `${subject} ${kind.advice}`)
  if (isUtf16(probe)) return
  const text = Buffer.from(probe.buffer, probe.byteOffset, probe.length).toString('latin1')
  const controls = text.match(CONTROLS)?.length ?? 0
  if (controls * 20 <= probe.length && firstLine(text).search(CONTROLS) < 0) return
  throw new Failure('source_unreadable', `${subject} is not text: give a text file in UTF-8, UTF-16 or Windows-1252.`)
}

const startsWith = (bytes: Uint8Array, magic: Iterable<number>): boolean =>
  [...magic].every((byte, at) => bytes[at] === byte)

// UTF-32 begins like UTF-16LE, followed by an empty character.
const isUtf16 = (probe: Uint8Array): boolean =>
  startsWith(probe, [0xfe, 0xff]) || (startsWith(probe, [0xff, 0xfe]) && !startsWith(probe, [0xff, 0xfe, 0, 0]))

const firstLine = (text: string): string => text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length)

// Tab, line feed, form feed, carriage return and the old end-of-file mark (0x1A) do stand in text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]/g
