import anyAscii from 'any-ascii'

const MAX_SLUG_CHARACTERS = 80
/** Postgres limits the size of an index entry, and a title of emoji can become ten times as long when transliterated. */
const MAX_SORT_TITLE_CHARACTERS = 500
const PLAIN = /^[\x20-\x7e]*$/
/** Invisible characters and the signs ™ ® © ℠, which are left out. */
const LEFT_OUT = /[\p{Cf}\p{Cc}\u2122\u00ae\u00a9\u2120]/gu
const ARTICLE = /^(the|an?) (?=.)/
/** Digits to which numbers are padded; longer numbers sort by their first digits. */
const DIGITS = 8

/** Returns a title in lower-case ASCII: letters of every script transliterated, trademark signs left out. */
const spelt = (title: string) =>
  (PLAIN.test(title) ? title : anyAscii(title.replace(LEFT_OUT, '').normalize('NFKC'))).toLowerCase()

/** Cuts a slug to 80 characters, between two words if possible. */
function shortened(slug: string): string {
  if (slug.length <= MAX_SLUG_CHARACTERS) return slug
  const end = slug.lastIndexOf('-', MAX_SLUG_CHARACTERS)
  return slug.slice(0, end > 0 ? end : MAX_SLUG_CHARACTERS)
}

/**
 * Returns the slug of a title, a readable name for URLs: lower-case ASCII words joined by hyphens, at most 80 characters.
 *
 * Not unique. Never empty: `game` if the transliterated title has no letter or digit.
 */
export function titleSlug(title: string): string {
  const words = spelt(title)
    .replace(/['`]/g, '')
    .replaceAll('&', ' and ')
    .replace(/\+(?=\s*$)/, ' plus')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return shortened(words) || 'game'
}

/**
 * Returns the text that a title is sorted by: lower-case ASCII, a leading English article moved to the end, numbers padded so
 * that 2 comes before 10. At most 500 characters. If the transliterated title has no letter or digit (`☆`), the title itself,
 * trimmed and in lower case.
 */
export function sortTitleOf(title: string): string {
  const text = spelt(title)
    .replace(/['`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const moved = text.replace(ARTICLE, '')
  const ending = moved === text ? '' : `, ${text.slice(0, text.length - moved.length).trim()}`
  const padded = moved.replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0'))
  const sorted = padded === '' ? title.trim().toLowerCase() : `${padded}${ending}`
  return sorted.slice(0, MAX_SORT_TITLE_CHARACTERS).toWellFormed()
}
