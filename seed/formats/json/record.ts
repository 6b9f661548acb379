import { isObject } from '#lib/json-object'
import type { Reject } from '#seed/contract/record'

/** A record of more bytes is refused unless told otherwise. */
export const LONGEST_RECORD = 1024 * 1024
/** What is kept of a text that is too long to be kept whole. */
export const KEPT_BYTES = 1024

const FAULTS = {
  invalid_json: 'The text is not whole JSON.',
  not_an_object: 'The record is no object with named values.',
  record_too_long: 'The record is longer than allowed; its beginning is kept.',
  nul_byte: 'The record holds a NUL character.',
  lone_surrogate: 'The record holds half of a surrogate pair.',
  truncated: 'The file ends before its list does; what stands after the last whole record is kept here.',
  unreadable_rest:
    'The list is broken here, and where its next record begins cannot be told: nothing after this is read.',
  text_after_end:
    'Something follows the end of the list. Where every line is an object of its own, the format is ndjson.',
}

/** Why a record of JSON, or what follows it, could not be read. */
export type JsonFault = keyof typeof FAULTS

/** The reject of a fault. */
export const rejectOf = (fault: JsonFault): Reject => ({ code: fault, message: FAULTS[fault] })

/** An object with named values, or what is wrong with the text. */
export type JsonRecord = { value: Record<string, unknown> } | { fault: JsonFault }

/** Reads one record. A whole number too large to be exact stays the digits that stood there: it is an id. */
export function parseRecord(text: string): JsonRecord {
  if (text.includes('\0')) return { fault: 'nul_byte' }
  const parsed = parseJson(text)
  if (!parsed) return { fault: 'invalid_json' }
  const { value } = parsed
  if (!isObject(value)) return { fault: 'not_an_object' }
  return SURROGATE.test(text) && LONE_SURROGATE.test(JSON.stringify(value)) ? { fault: 'lone_surrogate' } : { value }
}

/** Reads one member of an object of records, `"620": { … }`; its name is offered as `@key`. */
export function parseMember(text: string): JsonRecord {
  const member = parseRecord(`{${text}}`)
  if ('fault' in member) return member
  const [[key, value] = ['', undefined], ...others] = Object.entries(member.value)
  if (others.length > 0) return { fault: 'invalid_json' }
  return isObject(value) ? { value: { ...value, '@key': key } } : { fault: 'not_an_object' }
}

const SURROGATE = /\\u[dD][89a-fA-F]/
// A half that has no partner is the only one JSON.stringify writes as an escape.
const LONE_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) }
  } catch {
    return undefined
  }
}

const keepDigits = (_: string, value: unknown, { source = '' }: { source?: string } = {}): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value

const decoder = new TextDecoder()

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export const decodeUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

/** What is kept of a text that is too long, in whole characters. */
export const beginningOf = (bytes: Uint8Array): string =>
  decodeUtf8(bytes.subarray(0, KEPT_BYTES)).replace(/\uFFFD+$/, '')
