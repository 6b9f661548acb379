import { LIMITS } from './limits'

/** Media type of the fields of a form. */
export const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Media type of a CSV file. */
export const CSV_TYPE = 'text/csv'

/** Fields of a form by name, or the reason why there are none: it is not UTF-8, or it has a field twice or too many of them. */
export type ParsedForm = { ok: true; value: Record<string, string> } | { ok: false; reason: 'malformed' | 'repeated' }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const AMPERSAND = 0x26

/**
 * Parses the bytes of a form. `__proto__` is a name like any other.
 *
 * @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function parseForm(bytes: Uint8Array): ParsedForm {
  if (bytes.reduce((count, byte) => (byte === AMPERSAND ? count + 1 : count), 0) >= LIMITS.bodyMembers)
    return { ok: false, reason: 'repeated' }
  const text = decoded(bytes)
  if (text === undefined) return { ok: false, reason: 'malformed' }
  const fields = [...new URLSearchParams(text)]
  const value = Object.fromEntries(fields)
  return fields.length === Object.keys(value).length ? { ok: true, value } : { ok: false, reason: 'repeated' }
}

/** Returns the text of a form; `undefined` if it, or a value in it, is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes)
    decodeURIComponent(text.replaceAll('+', ' '))
    return text
  } catch {
    return undefined
  }
}
