import anyAscii from 'any-ascii'

const LONGEST = 80
/** An index entry of Postgres has a longest length, and a title of pictures is spelt out in ten times its own. */
const LONGEST_SORTED = 500
const PLAIN = /^[\x20-\x7e]*$/
const INVISIBLE = /[\p{Cf}\p{Cc}\u2122\u00ae\u00a9\u2120]/gu
const ARTICLE = /^(the|an?) (?=.)/
/** Wide enough for every number a title holds; longer ones sort by their first digits. */
const DIGITS = 8

/** A title in lower-case ASCII, letters of every script spelt out. */
const spelt = (title: string) =>
  (PLAIN.test(title) ? title : anyAscii(title.replace(INVISIBLE, '').normalize('NFKC'))).toLowerCase()

/** The first `LONGEST` characters of a slug, cut between two words where there is a place to. */
function shortened(slug: string): string {
  if (slug.length <= LONGEST) return slug
  const end = slug.lastIndexOf('-', LONGEST)
  return slug.slice(0, end > 0 ? end : LONGEST)
}

/**
 * A readable name of a game for URLs: lower-case ASCII words joined by hyphens, 80 characters at most.
 *
 * Not unique and never empty: a title without letters or digits is `game`.
 */
export function titleSlug(title: string): string {
  const words = spelt(title)
    .replace(/['`]/g, '')
    .replaceAll('&', ' and ')
    .replace(/\+(?=\s*$)/, ' plus')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return shortened(words) || 'game'
}

/**
 * What a title is sorted by: folded, a leading English article at its end, numbers padded so that 2 comes before 10; its
 * first 500 characters.
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
  return sorted.slice(0, LONGEST_SORTED).toWellFormed()
}
