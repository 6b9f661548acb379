import { BOARDS } from './board-list'
import { GENRES } from './genres'
import { PLATFORMS } from './platforms'
import { REGIONS, WORLD } from './region-list'
import type { Entries, Platform, Region, Vocabulary } from './vocabulary'

const MAX_CACHED_WORDS = 4096
/** Longer than any word of the vocabulary, in characters: longer texts would fill the memory. */
const LONGEST_CACHED_WORD = 200

/** Returns the key that all spellings of a word share: its letters, digits and `+`, in lower case without accents. */
export const wordKey = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]/gu, '')

/** Returns every word that means a platform: slug, name, labels, aliases. */
export const wordsOfPlatform = ({ slug, name, label, aliases }: Platform): string[] => [
  slug,
  name,
  label.en,
  label.fr,
  ...aliases,
]

/** Returns every word that means a genre, region or board: slug, labels, aliases. */
export const wordsOf = ({ slug, label, aliases }: Region): string[] => [slug, label.en, label.fr, ...aliases]

/**
 * Creates the vocabulary of these entries. Its lookups ignore case, accents, spaces and punctuation except `+`; otherwise a word
 * must be equal. If two entries have the same word, the first one is found.
 */
export const vocabularyOf = (entries: Entries): Vocabulary => ({
  ...entries,
  platform: finder(entries.platforms, wordsOfPlatform),
  genre: finder(entries.genres, wordsOf),
  region: finder([...entries.regions, WORLD], wordsOf),
  board: finder(entries.boards, wordsOf),
})

/** The vocabulary that this version ships with. */
export const standardVocabulary: Vocabulary = vocabularyOf({
  platforms: PLATFORMS,
  genres: GENRES,
  regions: REGIONS,
  boards: BOARDS,
})

function finder<Entry>(
  entries: readonly Entry[],
  wordsIn: (entry: Entry) => string[],
): (word: string) => Entry | undefined {
  const byKey = new Map<string, Entry>()
  for (const entry of entries) {
    for (const key of wordsIn(entry).map(wordKey)) if (!byKey.has(key)) byKey.set(key, entry)
  }
  return cached((word) => byKey.get(wordKey(word)))
}

/** Caches a lookup: sources repeat a few words millions of times, and computing the key is most of the cost. */
function cached<Entry>(find: (word: string) => Entry | undefined): (word: string) => Entry | undefined {
  const cache = new Map<string, Entry | undefined>()
  return (word) => {
    if (cache.has(word)) return cache.get(word)
    const entry = find(word)
    if (word.length > LONGEST_CACHED_WORD) return entry
    if (cache.size >= MAX_CACHED_WORDS) cache.clear()
    cache.set(word, entry)
    return entry
  }
}
