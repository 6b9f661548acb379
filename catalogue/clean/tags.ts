import { titleSlug } from '#catalogue/merge/slug'
import { isMissing } from './missing'

/** Steam lists the 20 most chosen tags of a game; RAWG and IGDB list more, of decreasing weight. */
const MOST_TAGS = 50
/** Longer than `Music-Based Procedural Generation`, shorter than a sentence. */
const MAX_TAG_CHARACTERS = 40
const LETTER = /[\p{L}\p{N}]/u

/** Returns the first 50 of players' tags as slugs, each once, in their order. Leaves out empty ones and those over 40 characters. */
export function cleanTags(words: readonly string[]): string[] {
  const tags = words.map((word) => word.trim()).filter(isTag)
  return [...new Set(tags.map(titleSlug))].slice(0, MOST_TAGS)
}

const isTag = (word: string): boolean => word.length <= MAX_TAG_CHARACTERS && LETTER.test(word) && !isMissing(word)

/** Returns the key that all spellings of a tag share: `co-op` and `coop`, `single-player` and `singleplayer`. */
export const tagKey = (tag: string): string => tag.replaceAll('-', '')
