import { withoutTitleTags } from '#catalogue/clean/title-tags'
import { takeBrackets } from './brackets'
import { isPackageWord, takeEditions } from './editions'
import { inDigits, numbersOf } from './numerals'
import { foldScript, withoutTranslation } from './script'
import { stemsOf, takeRemarks } from './subtitle'

/** A title as it is compared. */
export type NormalisedTitle = {
  /** The tokens joined without spaces: equal for spellings of one title. Empty: matches no title. */
  compact: string
  /** The words without articles, `and`, `of`, editions and tags, with numerals in digits. */
  tokens: string[]
  /** The numbers that distinguish sequels, sorted as text. A year after the first word has its last two digits. */
  numbers: string[]
  /** Editions that the title names (`goty`, `remaster`), sorted. They are packages of the same game. */
  editions: string[]
  /** The year in brackets that distinguishes games with one title: DOOM (2016). */
  year: number | undefined
  /**
   * Compact titles without subtitles, or without an edition word at the end, as another source may write them. Each has the
   * same numbers as the title.
   */
  stems: string[]
}

/** Greatest length of a title that is compared, in characters. A longer text is a description or an attack. */
const MAX_LENGTH = 300

/** Shortest stem, in characters: that of DOOM and GRIP. Shorter ones are too common. */
const MIN_STEM_LENGTH = 4

const WORDS = /[a-z0-9]+/g
const FOREIGN_WORDS = /[\p{L}\p{M}\p{N}]+/gu
const FOREIGN = /[^\x20-\x7e]/
const ACRONYM = /\b(?:[a-z]\.){2,}/g
const THOUSANDS = /(\d),(?=\d{3}(?!\d))/g
const CLOSING_PLUS = /\+(?=\s*(?:$|[:(-]))/g

/** Names of people, characters and companies at the beginning of a title, which some shops leave out. */
const BRAND =
  /^(?:tom clancys|sid meiers|american mcgees|clive barkers|disney.pixars?|disneys|dreamworks|ea sports|james bond 007|jim hensons)\b[\s:-]*(?=.)/

/** Words that sources often leave out: articles, `and` and `of`. */
const DROPPED = new Set(['the', 'a', 'an', 'and', 'of'])
const SPELLINGS = new Map([
  ['versus', 'vs'],
  ['brothers', 'bros'],
  ['volume', 'vol'],
  ['pt', 'part'],
  ['ep', 'episode'],
  ['40k', '40000'],
])

/** Result for a title that is too long: it matches no title. */
const UNNAMED: NormalisedTitle = { compact: '', tokens: [], numbers: [], editions: [], year: undefined, stems: [] }

/** Removes punctuation within words, and spells out a `+` at the end of a name. */
function joinSigns(text: string): string {
  let joined = text.replaceAll("'", '').replaceAll('`', '')
  if (joined.includes('.')) joined = joined.replace(ACRONYM, (dotted) => dotted.replaceAll('.', ''))
  if (joined.includes(',')) joined = joined.replace(THOUSANDS, '$1')
  return joined.includes('+') ? joined.replace(CLOSING_PLUS, ' plus ') : joined
}

/** Returns the words that are not `DROPPED`, each in one spelling; all words if every one of them is. */
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
 * Normalises a title so that its spellings have one compact form.
 *
 * The compact form is empty for a title of punctuation or pictograms only, and for one of more than 300 characters. Letters
 * without an unambiguous Latin spelling (Han, kana, Hangul) stay in it as they are.
 */
export function normaliseTitle(title: string): NormalisedTitle {
  if (title.length > MAX_LENGTH) return UNNAMED
  const { text, tokens, editions, year } = partsOf(title)
  const numbers = numbersOf(tokens)
  const stems = stemsOfTitle(text, tokens, numbers)
  return { compact: tokens.join(''), tokens, numbers, editions, year, stems }
}

/** Returns the compact title and the editions that `normaliseTitle` finds, without the work for the rest. */
export function compactTitle(title: string): Pick<NormalisedTitle, 'compact' | 'editions'> {
  if (title.length > MAX_LENGTH) return UNNAMED
  const { tokens, editions } = partsOf(title)
  return { compact: tokens.join(''), editions }
}

function partsOf(title: string) {
  const { rest, editions, year } = takeBrackets(withoutTranslation(foldScript(withoutTitleTags(title))))
  const text = joinSigns(takeRemarks(rest.trim(), editions)).replace(BRAND, '')
  const tokens = tokensOf(text, editions)
  return { text, tokens, editions: editions.sort(), year }
}

/** Returns the tokens of a text and adds the editions at its end to `editions`. */
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
