import anyAscii from 'any-ascii'

const PLAIN = /^[\x20-\x7e]*$/
const FOREIGN = /[^\x20-\x7e]+/gu
const TRADEMARK = /[\u2122\u00ae\u00a9\u2120]/g
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu
const PICTURE = /\p{Extended_Pictographic}|\p{So}/u
const FOLDABLE = /[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Common}\p{scx=Inherited}]/u

/** Replaces a pictogram by a space, and a letter by its ASCII spelling if its script has an unambiguous one. */
function foldCharacter(character: string): string {
  if (character <= '~') return character
  if (PICTURE.test(character)) return ' '
  return FOLDABLE.test(character) ? anyAscii(character) : character
}

const foldRun = (run: string) => Array.from(run, foldCharacter).join('')

/**
 * Folds a title to lower case and, where titles stay distinct, to ASCII: accents, Greek, Cyrillic and full-width forms are
 * transliterated, trademark signs and invisible characters are removed.
 *
 * Han, kana, Hangul, Arabic and other scripts stay as they are, since different titles would have one transliteration.
 */
export function foldScript(title: string): string {
  if (PLAIN.test(title)) return title.toLowerCase()
  const visible = title.replace(TRADEMARK, ' ').replace(INVISIBLE, '').normalize('NFKC')
  return visible.replace(FOREIGN, foldRun).toLowerCase()
}

const NOT_PLAIN = /[^\x20-\x7e]/
const SEPARATORS_AT_END = /(?<![\s/|([-])[\s/|([-]+$/
const LONG_ENOUGH = /[a-z]{8}|[a-z]{2,}[^a-z]+[a-z]{2}/

/**
 * Removes from a folded title a translation at its end: `okami hd / 大神` becomes `okami hd`. A Latin part that is too short
 * to be a title, as in `vr 東方`, leaves the title unchanged.
 */
export function withoutTranslation(folded: string): string {
  const end = folded.search(NOT_PLAIN)
  if (end < 0 || /[a-z0-9]/.test(folded.slice(end))) return folded
  const latin = folded.slice(0, end).replace(SEPARATORS_AT_END, '')
  return LONG_ENOUGH.test(latin) ? latin : folded
}
