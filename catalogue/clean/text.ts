import { decodeEntities } from './entities'
import { repairMojibake } from './mojibake'

/** Printable ASCII without an ampersand, single spaces between words: nothing to clean, which is nine titles of ten. */
const CLEAN = /^[!-%'-~]+(?: [!-%'-~]+)*$/
/** Nothing to be seen, and what turns the direction of the text around it; joiners stay, for they change letters. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  /[\0-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
/** With the blanks that pass for letters: the fillers of Hangul and the empty cell of Braille. */
const SPACES = /[\s\x85\u2800\u3164\uffa0]+/g
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}\u115f\u1160]/u

/**
 * One line of text for display: mojibake repaired where provable, entities decoded, no control characters, single spaces.
 * Empty where nothing of it can be seen, such as a mark without its letter.
 */
export function cleanText(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || CLEAN.test(trimmed)) return trimmed
  const decoded = decodeEntities(repairMojibake(trimmed))
  const shown = decoded.replace(CONTROL, '').replace(SPACES, ' ').trim().normalize('NFC')
  return VISIBLE.test(shown) ? shown : ''
}
