import { Failure } from '#lib/errors'

/** Number of first bytes that decide if an input is text. */
export const PROBE_BYTES = 64 * 1024

const UNPACK = 'unpack it yourself and read the result.'

const declare = (format: string) => `bun run seed infer FILE drafts a source with the format ${format}.`

/** Signatures of binary formats, with their byte offset and the advice for the reader. */
const KINDS = [
  { at: 0, magic: 'PK\x03\x04', advice: 'is a zip archive or a spreadsheet: unpack it, or save it as CSV.' },
  { at: 0, magic: '\x1f\x8b', advice: `is packed more than once: ${UNPACK}` },
  { at: 0, magic: '\x28\xb5\x2f\xfd', advice: `is packed more than once: ${UNPACK}` },
  { at: 0, magic: 'PAR1', advice: `is a Parquet file, which is only read from the disk: ${declare('parquet')}` },
  {
    at: 0,
    magic: 'SQLite format 3\0',
    advice: `is a SQLite file, which is only read from the disk: ${declare('sqlite')}`,
  },
  { at: 257, magic: 'ustar', advice: `is a tar archive: ${UNPACK}` },
]

/**
 * Checks by its first bytes that an input is text.
 *
 * An input is binary if its first line has a control character, or if more than one byte in twenty is one; a few elsewhere
 * are left to the reader, which refuses those rows. UTF-16 counts as text only with a byte order mark.
 *
 * @throws {Failure} `source_unreadable` if it is empty or binary; `subject` begins the message
 */
export function refuseBinary(probe: Uint8Array, subject: string): void {
  if (probe.length === 0)
    throw new Failure('source_unreadable', `${subject} is empty: check the file or the command that made it.`)
  const kind = KINDS.find(({ at, magic }) => startsWith(probe.subarray(at), Buffer.from(magic, 'latin1')))
  if (kind) throw new Failure('source_unreadable', `${subject} ${kind.advice}`)
  if (isUtf16(probe)) return
  const text = Buffer.from(probe.buffer, probe.byteOffset, probe.length).toString('latin1')
  const controls = text.match(CONTROLS)?.length ?? 0
  if (controls * 20 <= probe.length && firstLine(text).search(CONTROLS) < 0) return
  throw new Failure('source_unreadable', `${subject} is not text: use a text file in UTF-8, UTF-16 or Windows-1252.`)
}

const startsWith = (bytes: Uint8Array, magic: Iterable<number>): boolean =>
  [...magic].every((byte, at) => bytes[at] === byte)

// The byte order mark of UTF-32LE begins with that of UTF-16LE; two zero bytes follow.
const isUtf16 = (probe: Uint8Array): boolean =>
  startsWith(probe, [0xfe, 0xff]) || (startsWith(probe, [0xff, 0xfe]) && !startsWith(probe, [0xff, 0xfe, 0, 0]))

const firstLine = (text: string): string => text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length)

// All but tab, line feed, form feed, carriage return and the old end-of-file mark (0x1A), which occur in text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for control characters
const CONTROLS = /[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]/g
