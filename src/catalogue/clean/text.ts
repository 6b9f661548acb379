import { decodeEntities } from './entities'
import { repairMojibake } from './mojibake'

/** Printable ASCII without an ampersand, single spaces between words: nothing to clean, which is nine titles of ten. */
const CLEAN = /^[!-%'-~]+(?: [!-%'-~]+)*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\0-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u200e\u200f\u2060\ufeff]/g
const SPACES = /[\s\x85]+/g

/** One line of text for display: mojibake repaired where provable, entities decoded, no control characters, single spaces. */
export function cleanText(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || CLEAN.test(trimmed)) return trimmed
  const decoded = decodeEntities(repairMojibake(trimmed))
  return decoded.replace(CONTROL, '').replace(SPACES, ' ').trim().normalize('NFC')
}
