import { foldedWords, foldText } from './fold'
import { normWords } from './norm'

const LONGEST_PLATFORM = 4
const YEAR = /^(?:19[5-9]|20[0-4])\d$/

/** Typed words in the forms a title is kept in. `words` are those of `norm`. */
export type QueryText = { fold: string; norm: string; compact: string; joined: string; words: string[] }

/** A platform (slug) or year the query ends in, and the words before it. */
export type Hint = { platform?: string; year?: number; rest: QueryText }

/** A query as both engines ask it: all of it as a name and, where it ends in a hint, the rest as a name. */
export type FoldedQuery = QueryText & { hint?: Hint }

/** The slug of the platform a word or phrase names, if it names one. */
export type PlatformLookup = (words: string) => string | undefined

function textOf(fold: string): QueryText {
  const words = normWords(fold)
  return { fold, norm: words.join(' '), compact: words.join(''), joined: fold.replaceAll(' ', ''), words }
}

/** The platform named by the longest run of last words that leaves something before it. */
function platformAtEnd(words: readonly string[], platform: PlatformLookup) {
  for (let count = Math.min(LONGEST_PLATFORM, words.length - 1); count > 0; count--) {
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

/** Folds what was typed like the titles it is compared with; `platform` tells the words that name one. */
export function foldQuery(q: string, platform: PlatformLookup): FoldedQuery {
  const text = textOf(foldText(q))
  const hint = hintOf(foldedWords(text.fold), platform)
  return hint ? { ...text, hint } : text
}
