import { decodeEntities } from './entities'
import { repairMojibake } from './mojibake'

/** Text with nothing to clean: printable ASCII without an ampersand, single spaces. Nine titles of ten. */
const CLEAN = /^[!-%'-~]+(?: [!-%'-~]+)*$/
/** Invisible characters and those that change the direction of text. Joiners stay, because they change letters. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are to be removed
  /[\0-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
/** White space, and blank characters that are not: Hangul fillers and the empty Braille cell. */
const SPACES = /[\s\x85\u2800\u3164\uffa0]+/g
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}\u115f\u1160]/u

/**
 * Returns one line of text for display: mojibake repaired if certain, entities decoded, no control characters, single spaces, NFC.
 * Empty if nothing of it is visible, such as a combining mark alone.
 */
export function cleanText(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || CLEAN.test(trimmed)) return trimmed
  const decoded = decodeEntities(repairMojibake(trimmed))
  const shown = decoded.replace(CONTROL, '').replace(SPACES, ' ').trim().normalize('NFC')
  return VISIBLE.test(shown) ? shown : ''
}
