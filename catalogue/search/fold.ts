import anyAscii from 'any-ascii'

const MARKS = /[™®©]/g
const DOTTED = /(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu
const APOSTROPHES = /['’`]/g
/** Longer than any real title; the indexes of both stores limit the length of an entry. */
const MAX_CHARACTERS = 500
/** Folding such a word only changes its case; most words of titles are such words. */
const PLAIN_WORD = /^[A-Za-z0-9]{1,500}$/
const NOT_WORD = /[^a-z0-9]+/g

/**
 * Folds a title or query for comparison: lower case ASCII words with one space between them, at most 500 characters.
 *
 * Removes accents and apostrophes, reads `&` as `and`, joins dotted initials (`S.T.A.L.K.E.R.` is one word) and transliterates other
 * scripts. If no letter or digit is left, returns the text itself in lower case.
 */
export function foldText(text: string): string {
  if (PLAIN_WORD.test(text)) return text.toLowerCase()
  const joined = text
    .replace(MARKS, '')
    .normalize('NFKC')
    .replace(DOTTED, (initials) => initials.replaceAll('.', ''))
  const words = anyAscii(joined).toLowerCase().replace(APOSTROPHES, '').replaceAll('&', ' and ').replace(NOT_WORD, ' ')
  return cut(words) || cut(text.replaceAll('\0', '').toLowerCase())
}

const cut = (text: string): string => text.trim().slice(0, MAX_CHARACTERS).trimEnd().toWellFormed()

/** Returns the words of a folded text; none if it has neither letter nor digit. */
export const foldedWords = (fold: string): string[] => (/[a-z0-9]/.test(fold) ? fold.split(' ') : [])
