import { foldedWords, foldText } from './fold'
import { normWords } from './norm'

const MAX_PLATFORM_WORDS = 4
const YEAR = /^(?:19[5-9]|20[0-4])\d$/

/** A query in the forms that titles are stored in (`SearchText`). `words` are those of `norm`, `joined` is `fold` without spaces. */
export type QueryText = { fold: string; norm: string; compact: string; joined: string; words: string[] }

/** A platform (slug), a year or both at the end of a query, and the words before. */
export type Hint = { platform?: string; year?: number; rest: QueryText }

/** A folded query: the whole as a name, and, if it ends with a hint, the words before as a name. */
export type FoldedQuery = QueryText & { hint?: Hint }

/** Returns the slug of the platform that a word or phrase names, or `undefined`. */
export type PlatformLookup = (words: string) => string | undefined

function textOf(fold: string): QueryText {
  const words = normWords(fold)
  return { fold, norm: words.join(' '), compact: words.join(''), joined: fold.replaceAll(' ', ''), words }
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
  return words.length > 1 && last && YEAR.test(last) ? { year: Number(last), rest: words.slice(0, -1) } : undefined
}

function hintOf(words: readonly string[], platform: PlatformLookup): Hint | undefined {
  const first = platformAtEnd(words, platform) ?? yearAtEnd(words)
  if (!first) return undefined
  const second = 'year' in first ? platformAtEnd(first.rest, platform) : yearAtEnd(first.rest)
  const { rest, ...hint } = { ...first, ...second }
  return { ...hint, rest: textOf(rest.join(' ')) }
}

/** Folds a query in the same way as titles and finds its hint. `platform` returns the slug of the platform that words name. */
export function foldQuery(q: string, platform: PlatformLookup): FoldedQuery {
  const text = textOf(foldText(q))
  const hint = hintOf(foldedWords(text.fold), platform)
  return hint ? { ...text, hint } : text
}
