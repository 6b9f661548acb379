import { BOARDS } from './board-list'
import { GENRES } from './genres'
import { PLATFORMS } from './platforms'
import { REGIONS, WORLD } from './region-list'
import type { Entries, Platform, Region, Vocabulary } from './vocabulary'

const MEMORY = 4096

/** What two spellings of one word share: letters and digits without case, accents, spaces and punctuation; `+` counts. */
export const wordKey = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]/gu, '')

/** Every word that means a platform: slug, name, labels, aliases. */
export const wordsOfPlatform = ({ slug, name, label, aliases }: Platform): string[] => [
  slug,
  name,
  label.en,
  label.fr,
  ...aliases,
]

/** Every word that means a genre, a region or a board: slug, labels, aliases. */
export const wordsOf = ({ slug, label, aliases }: Region): string[] => [slug, label.en, label.fr, ...aliases]

/**
 * The lookup over these entries: exact but for case, accents and punctuation.
 *
 * A word that two entries claim belongs to the first.
 */
export const vocabularyOf = (entries: Entries): Vocabulary => ({
  ...entries,
  platform: finder(entries.platforms, wordsOfPlatform),
  genre: finder(entries.genres, wordsOf),
  region: finder([...entries.regions, WORLD], wordsOf),
  board: finder(entries.boards, wordsOf),
})

/** The vocabulary this version of the catalogue ships with. */
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
  return remembered((word) => byKey.get(wordKey(word)))
}

/** Sources say the same few words millions of times: making the key is most of the cost. */
function remembered<Entry>(find: (word: string) => Entry | undefined): (word: string) => Entry | undefined {
  const memory = new Map<string, Entry | undefined>()
  return (word) => {
    if (memory.has(word)) return memory.get(word)
    const entry = find(word)
    if (memory.size >= MEMORY) memory.clear()
    memory.set(word, entry)
    return entry
  }
}
