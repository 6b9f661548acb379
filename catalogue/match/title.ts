import { takeBrackets } from './brackets'
import { isPackageWord, takeEditions } from './editions'
import { inDigits, numbersOf } from './numerals'
import { foldScript, withoutTranslation } from './script'
import { stemsOf, takeRemarks } from './subtitle'

/** A title as matching sees it. `compact` is the key; it is empty where a title names nothing and must join nothing. */
export type NormalisedTitle = {
  /** The words without spaces, articles, editions and tags: equal for spellings of one title. */
  compact: string
  tokens: string[]
  /** The numbers that tell sequels apart, sorted; a year after a name counts by its last two digits. */
  numbers: string[]
  /** Packages named by the title (`goty`, `remaster`), sorted: the same work in another box. */
  editions: string[]
  /** The year that stands in brackets to tell namesakes apart: DOOM (2016). */
  year: number | undefined
  /** The compact forms it would have without its subtitles, where those add no number: what another list may call it. */
  stems: string[]
}

/** No shop lists a longer title; what is longer is a description or an attack. */
const MAX_LENGTH = 300

/** A name before a subtitle that is shorter than DOOM or GRIP says too little. */
const MIN_STEM_LENGTH = 4

const WORDS = /[a-z0-9]+/g
const FOREIGN_WORDS = /[\p{L}\p{M}\p{N}]+/gu
const FOREIGN = /[^\x20-\x7e]/
const ACRONYM = /\b(?:[a-z]\.){2,}/g
const THOUSANDS = /(\d),(?=\d{3}(?!\d))/g
const CLOSING_PLUS = /\+(?=\s*(?:$|[:(-]))/g

/** Names of people and houses that some shops put before a title and others leave out. */
const BRAND =
  /^(?:tom clancys|sid meiers|american mcgees|clive barkers|disney.pixars?|disneys|dreamworks|ea sports|james bond 007|jim hensons)\b[\s:-]*(?=.)/

const DROPPED = new Set(['the', 'a', 'an', 'and', 'of'])
const SPELLINGS = new Map([
  ['versus', 'vs'],
  ['brothers', 'bros'],
  ['volume', 'vol'],
  ['pt', 'part'],
  ['ep', 'episode'],
  ['40k', '40000'],
])

const UNNAMED: NormalisedTitle = { compact: '', tokens: [], numbers: [], editions: [], year: undefined, stems: [] }

/** Signs that belong to a word and not between words. */
function joinSigns(text: string): string {
  let joined = text.replaceAll("'", '').replaceAll('`', '')
  if (joined.includes('.')) joined = joined.replace(ACRONYM, (dotted) => dotted.replaceAll('.', ''))
  if (joined.includes(',')) joined = joined.replace(THOUSANDS, '$1')
  return joined.includes('+') ? joined.replace(CLOSING_PLUS, ' plus ') : joined
}

/** The words that count, in one spelling each. Where every word is an article the title is made of articles. */
function wordsOf(text: string): string[] {
  const words: string[] = text.match(FOREIGN.test(text) ? FOREIGN_WORDS : WORDS) ?? []
  const kept: string[] = []
  for (const word of words) if (!DROPPED.has(word)) kept.push(SPELLINGS.get(word) ?? word)
  if (kept.length === 0) return words
  // EA sold one game as FIFA Soccer in America and as FIFA or FIFA Football elsewhere.
  if (kept[0] === 'fifa' && (kept[1] === 'soccer' || kept[1] === 'football')) kept.splice(1, 1)
  return kept
}

/**
 * Brings the spellings of one title to one key.
 *
 * A title of punctuation or pictures alone, and one beyond 300 characters, has the empty key. Letters without an
 * unambiguous Latin spelling (Han, kana, Hangul) stay in the key as they are.
 */
export function normaliseTitle(title: string): NormalisedTitle {
  if (title.length > MAX_LENGTH) return UNNAMED
  const { rest, editions, year } = takeBrackets(withoutTranslation(foldScript(title)))
  const text = joinSigns(takeRemarks(rest.trim(), editions)).replace(BRAND, '')
  const tokens = tokensOf(text, editions)
  const numbers = numbersOf(tokens)
  const stems = stemsOfTitle(text, tokens, numbers)
  return { compact: tokens.join(''), tokens, numbers, editions: editions.sort(), year, stems }
}

/** The tokens that are left of a text when its editions are filed. */
function tokensOf(text: string, editions: string[]): string[] {
  const words = wordsOf(text)
  const end = takeEditions(words, editions)
  return inDigits(end < words.length ? words.slice(0, end) : words)
}

function stemsOfTitle(text: string, tokens: readonly string[], numbers: readonly string[]): string[] {
  const shorter = stemsOf(text).map((stem) => tokensOf(stem, []))
  if (isPackageWord(tokens.at(-1) ?? '')) shorter.push(tokens.slice(0, -1))
  const stems = new Set<string>()
  for (const words of shorter) if (numbersOf(words).join() === numbers.join()) stems.add(words.join(''))
  stems.delete(tokens.join(''))
  return [...stems].filter((stem) => stem.length >= MIN_STEM_LENGTH)
}
