import { isObject } from '#lib/json-object'
import { jsonTextOf } from '#lib/json-text'
import type { Reject } from '#seed/contract/record'

/** Default limit of a record, in bytes; a longer one is refused. */
export const LONGEST_RECORD = 1024 * 1024
/** Number of first bytes that are kept of a refused text that is too long. */
export const KEPT_BYTES = 1024

const FAULTS = {
  invalid_json: 'The text is not valid JSON.',
  not_an_object: 'The record is not a JSON object.',
  too_deep: 'The record is nested too deeply.',
  record_too_long: 'The record is longer than allowed; only its beginning is kept.',
  nul_byte: 'The record has a NUL character.',
  lone_surrogate: 'The record has half of a surrogate pair.',
  truncated: 'The file ends before the list is closed; the text after the last complete record is kept.',
  unreadable_rest:
    'The list is damaged here, and the start of the next record cannot be found: the rest of the file is not read.',
  text_after_end: 'The list is followed by other text. If every line is an object of its own, the format is ndjson.',
}

/** Fault of a JSON record, or of the text after the last one. */
export type JsonFault = keyof typeof FAULTS

/** Returns the reject of a fault. */
export const rejectOf = (fault: JsonFault): Reject => ({ code: fault, message: FAULTS[fault] })

/** A parsed record, or the fault of its text. */
export type JsonRecord = { value: Record<string, unknown> } | { fault: JsonFault }

/** Parses one record. An integer beyond 2^53 is kept as a string of its digits, because it is an id. */
export function parseRecord(text: string): JsonRecord {
  if (text.includes('\0')) return { fault: 'nul_byte' }
  const parsed = parseExactJson(text)
  if ('fault' in parsed) return parsed
  const { value } = parsed
  if (!isObject(value)) return { fault: 'not_an_object' }
  if (!SURROGATE.test(text)) return { value }
  const written = jsonTextOf(value)
  if (written === undefined) return { fault: 'too_deep' }
  return LONE_SURROGATE.test(written) ? { fault: 'lone_surrogate' } : { value }
}

/** Parses one member of an object of records, `"620": { … }`, and adds its name to the record as `@key`. */
export function parseMember(text: string): JsonRecord {
  const member = parseRecord(`{${text}}`)
  if ('fault' in member) return member
  const [[key, value] = ['', undefined], ...others] = Object.entries(member.value)
  if (others.length > 0) return { fault: 'invalid_json' }
  return isObject(value) ? { value: { ...value, '@key': key } } : { fault: 'not_an_object' }
}

const SURROGATE = /\\u[dD][89a-fA-F]/
// JSON.stringify escapes a surrogate only if its other half is missing.
const LONE_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/

/** Parses JSON. An integer beyond 2^53 is kept as a string of its digits, because it is an id. */
export function parseExactJson(text: string): { value: unknown } | { fault: JsonFault } {
  try {
    return { value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) }
  } catch (error) {
    // With a reviver, parsing is recursive.
    return { fault: error instanceof RangeError ? 'too_deep' : 'invalid_json' }
  }
}

const keepDigits = (_: string, value: unknown, { source = '' }: { source?: string } = {}): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value

const decoder = new TextDecoder()

/** Decodes UTF-8; bytes that are not valid become U+FFFD. */
export const decodeUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Returns the first 1024 bytes as text, without a character that the cut splits. */
export const beginningOf = (bytes: Uint8Array): string =>
  decodeUtf8(bytes.subarray(0, KEPT_BYTES)).replace(/\uFFFD+$/, '')
