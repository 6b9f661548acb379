import { titleSlug } from '#catalogue/merge/slug'
import { isMissing } from './missing'

/** Steam shows the twenty most chosen; RAWG and IGDB list more, of ever less weight. */
const MOST_TAGS = 50
/** `Music-Based Procedural Generation` is a tag; a sentence is none. */
const LONGEST_TAG = 40
const LETTER = /[\p{L}\p{N}]/u

/** The words that players put on a game as slugs, each once, in their order: the first 50 that are words. */
export function cleanTags(words: readonly string[]): string[] {
  const tags = words.map((word) => word.trim()).filter(isTag)
  return [...new Set(tags.map(titleSlug))].slice(0, MOST_TAGS)
}

const isTag = (word: string): boolean => word.length <= LONGEST_TAG && LETTER.test(word) && !isMissing(word)

/** What the spellings of one tag have in common: `co-op` and `coop`, `single-player` and `singleplayer`. */
export const tagKey = (tag: string): string => tag.replaceAll('-', '')
