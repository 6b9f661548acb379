import { foldText } from './fold'
import { initialsOf, initialsTextsOf } from './initials'
import { gramsOf, namePartsOf } from './name-parts'
import { normWords } from './norm'
import { baseTitle, halvesOf, hasYear } from './spellings'

/** log10(1 + players) of a game without a known popularity: about 300 players. */
const UNKNOWN_POPULARITY = 2.5

/** Fields of a game that search uses. */
export type Searchable = {
  title: string
  alternativeNames: readonly string[]
  /** Estimated number of people who played it. */
  popularity?: number | null
}

/** Names of a game as both engines compare them, all folded except `base`. */
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
  /** The alternative folds and norms, and `fold`, each without spaces. */
  alternativeCompacts: string[]
  initials: string[]
  initialsTexts: string[]
  /** Grams of the title (`gramsOf`), if a part of it is in a script without spaces. */
  grams: string[]
  /** Grams of the other names that have such a part. */
  alternativeGrams: string[]
  /** log10(1 + players). */
  pop: number
}

const joined = (text: string): string => text.replaceAll(' ', '')

const distinct = (texts: readonly string[], except: string): string[] =>
  [...new Set(texts)].filter((text) => text !== '' && text !== except)

/** Returns every form of a game's names that queries are compared with, and its popularity. */
export function searchTextOf({ title, alternativeNames, popularity }: Searchable): SearchText {
  const base = baseTitle(title)
  const fold = foldText(base)
  const norm = normWords(fold).join(' ')
  const compact = joined(norm)
  const others = [
    ...alternativeNames.map(baseTitle),
    ...halvesOf(base),
    ...[title, ...alternativeNames].filter(hasYear),
  ].map(foldText)
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
    grams: gramsOf(namePartsOf(base)),
    alternativeGrams: [...new Set(alternativeNames.map(baseTitle).flatMap((name) => gramsOf(namePartsOf(name))))],
    pop: popularity == null ? UNKNOWN_POPULARITY : Math.log10(1 + popularity),
  }
}
