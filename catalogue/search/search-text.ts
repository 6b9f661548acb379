import { foldText } from './fold'
import { initialsOf, initialsTextsOf } from './initials'
import { normWords } from './norm'
import { baseTitle, halvesOf } from './spellings'

/** log10 of the players a game is taken to have where nobody knows: about 300. */
const UNKNOWN_POPULARITY = 2.5

/** What of a game decides how it is found. */
export type Searchable = {
  title: string
  alternativeNames: readonly string[]
  /** Estimated number of people who played it. */
  popularity?: number | null
}

/** A game's names as both engines compare them; everything but `base` is folded. */
export type SearchText = {
  /** The title without a trailing year, as written. */
  base: string
  fold: string
  /** `fold` without small words, numbers as digits. */
  norm: string
  /** `norm` without spaces. */
  compact: string
  alternativeFolds: string[]
  alternativeNorms: string[]
  /** The other spellings, and the title itself with its small words, each without spaces. */
  alternativeCompacts: string[]
  initials: string[]
  initialsTexts: string[]
  /** log10(1 + players). */
  pop: number
}

const joined = (text: string): string => text.replaceAll(' ', '')

const distinct = (texts: readonly string[], but: string): string[] =>
  [...new Set(texts)].filter((text) => text !== '' && text !== but)

/** How a game is found: every form of its names that a query is compared with, and its weight among equals. */
export function searchTextOf({ title, alternativeNames, popularity }: Searchable): SearchText {
  const base = baseTitle(title)
  const fold = foldText(base)
  const norm = normWords(fold).join(' ')
  const compact = joined(norm)
  const others = [...alternativeNames.map(baseTitle), ...halvesOf(base)].map(foldText)
  const otherNorms = others.map((other) => normWords(other).join(' '))
  return {
    base,
    fold,
    norm,
    compact,
    alternativeFolds: distinct(others, fold),
    alternativeNorms: distinct(otherNorms, norm),
    alternativeCompacts: distinct([joined(fold), ...others.map(joined), ...otherNorms.map(joined)], compact),
    initials: initialsOf(title),
    initialsTexts: initialsTextsOf(title),
    pop: popularity == null ? UNKNOWN_POPULARITY : Math.log10(1 + popularity),
  }
}
