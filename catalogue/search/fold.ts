import anyAscii from 'any-ascii'

const MARKS = /[™®©]/g
const DOTTED = /(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu
const APOSTROPHES = /['’`]/g
/** No title that anybody types is longer, and index entries of the stores have a longest length. */
const LONGEST = 500
const NOT_WORD = /[^a-z0-9]+/g

/**
 * A text as it is compared: lower case ASCII words with one space between them.
 *
 * Accents and apostrophes go, `&` reads `and`, dotted initials join (`S.T.A.L.K.E.R.` is one word), other scripts are
 * transliterated. Where no letter or digit is left, the text itself in lower case. At most 500 characters. The same for
 * titles and for queries.
 */
export function foldText(text: string): string {
  const joined = text
    .replace(MARKS, '')
    .normalize('NFKC')
    .replace(DOTTED, (initials) => initials.replaceAll('.', ''))
  const words = anyAscii(joined).toLowerCase().replace(APOSTROPHES, '').replaceAll('&', ' and ').replace(NOT_WORD, ' ')
  return cut(words) || cut(text.replaceAll('\0', '').toLowerCase())
}

const cut = (text: string): string => text.trim().slice(0, LONGEST).trimEnd().toWellFormed()

/** The words of a folded text; none where it holds neither letter nor digit. */
export const foldedWords = (fold: string): string[] => (/[a-z0-9]/.test(fold) ? fold.split(' ') : [])
