import { foldedWords, foldText } from './fold'
import { type NamePart, namePartsOf } from './name-parts'
import { normWords } from './norm'
import { isYear, type YearNumber, yearNumberOf } from './year-number'

const MAX_PLATFORM_WORDS = 4
/** Words of the longest hint: a platform and a year. */
const MAX_HINT_WORDS = MAX_PLATFORM_WORDS + 1
/** Parts of a query in scripts without spaces that are compared, and characters of each; longer than any real title. */
const MAX_PARTS = 12
const MAX_RUN = 40
/** Characters of the shortest run that is compared by its sound alone, and most characters that are asked for otherwise. */
const MIN_HEARD = 3
const MAX_REQUIRED = 8

/** A name in the forms of `SearchText`. `words` are those of `norm`, `joined` is `fold` without spaces. */
type NameText = { fold: string; norm: string; compact: string; joined: string; words: string[] }

/** The query with the number at its end in another way. `near` as of `Writing`. */
export type OtherWriting = NameText & { number: string; near: boolean }

/** A query in the forms that titles are stored in. `parts` is empty unless a part is in a script without spaces. */
export type QueryText = NameText & {
  parts: NamePart[]
  /** Characters that every name found by sound must have: different Han characters sound alike, and so do short words. */
  characters: string[]
  /** The number at the end, if it may be the year of a title, and the query with each other writing of it. */
  number?: Omit<YearNumber, 'writings'> & { others: OtherWriting[] }
}

/**
 * A platform (slug), a year or both at the end of a query, and the words before. `dated`, if there are both: the words before the platform
 * with the year behind them, which may be its name.
 */
export type Hint = { platform?: string; year?: number; rest: QueryText; dated?: QueryText }

/** A folded query: the whole as a name, and, if it ends with a hint, the words before as a name. */
export type FoldedQuery = QueryText & { hint?: Hint }

/** Returns the slug of the platform that a word or phrase names, or `undefined`. */
export type PlatformLookup = (words: string) => string | undefined

function textOf(text: string): QueryText {
  const name = nameOf(foldText(text))
  const parts = namePartsOf(text)
    .slice(0, MAX_PARTS)
    .map((part) => ('run' in part ? { run: part.run.slice(0, MAX_RUN) } : part))
  return { ...name, parts, characters: charactersOf(parts), ...numberOf(name.fold) }
}

function nameOf(fold: string): NameText {
  const words = normWords(fold)
  return { fold, norm: words.join(' '), compact: words.join(''), joined: fold.replaceAll(' ', ''), words }
}

function numberOf(fold: string): Pick<QueryText, 'number'> {
  const found = yearNumberOf(foldedWords(fold))
  if (!found) return {}
  const { writings, ...number } = found
  const written = writings.map((one) => ({ ...one, ...nameOf([...number.before, one.number].join(' ')) }))
  return { number: { ...number, others: written.filter((one) => one.fold !== fold) } }
}

const HAN = /\p{Script=Han}/u

function charactersOf(parts: readonly NamePart[]): string[] {
  const runs = parts.flatMap((part) => ('run' in part ? [part.run] : []))
  const alike = runs.filter((run) => run.length < MIN_HEARD || run.some((character) => HAN.test(character)))
  return [...new Set(alike.flat())].slice(0, MAX_REQUIRED)
}

/** Returns the words of a query before its hint as they were typed; if they cannot be told apart in it, as they are folded. */
function beforeHint(q: string, words: readonly string[]): string {
  const fold = words.join(' ')
  const typed = q.split(/\s+/).filter(Boolean)
  for (let count = typed.length - 1; count > 0 && count >= typed.length - MAX_HINT_WORDS; count--) {
    const before = typed.slice(0, count).join(' ')
    if (foldText(before) === fold) return before
  }
  return fold
}

/** Finds the platform named by the last 1 to 4 words, as many as possible, with at least one word before them. */
function platformAtEnd(words: readonly string[], platform: PlatformLookup) {
  for (let count = Math.min(MAX_PLATFORM_WORDS, words.length - 1); count > 0; count--) {
    const slug = platform(words.slice(-count).join(' '))
    if (slug !== undefined) return { platform: slug, rest: words.slice(0, -count) }
  }
  return undefined
}

function yearAtEnd(words: readonly string[]) {
  const last = words.at(-1)
  return words.length > 1 && last && isYear(last) ? { year: Number(last), rest: words.slice(0, -1) } : undefined
}

function hintOf(q: string, platform: PlatformLookup): Hint | undefined {
  const words = foldedWords(foldText(q))
  const first = platformAtEnd(words, platform) ?? yearAtEnd(words)
  if (!first) return undefined
  const second = 'year' in first ? platformAtEnd(first.rest, platform) : yearAtEnd(first.rest)
  const { rest, ...hint } = { ...first, ...second }
  const before = beforeHint(q, rest)
  const { year, platform: slug } = { year: undefined, platform: undefined, ...hint }
  return { ...hint, rest: textOf(before), ...(year && slug && { dated: textOf(`${before} ${year}`) }) }
}

/** Folds a query in the same way as titles and finds its hint. `platform` returns the slug of the platform that words name. */
export function foldQuery(q: string, platform: PlatformLookup): FoldedQuery {
  const text = textOf(q)
  const hint = hintOf(q, platform)
  return hint ? { ...text, hint } : text
}
