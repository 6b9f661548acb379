import type { CatalogueRecord } from '#catalogue/record'
import { withoutBoard } from './boards'
import { standardVocabulary, wordKey } from './lookup'
import type { Vocabulary } from './vocabulary'

/** Kinds of entries that a word of a source can be mapped to. */
export const WORD_KINDS = ['platform', 'genre', 'region', 'board'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** Meaning that a person gives a word: a slug of the vocabulary, in one source or in all (`null`). */
export type WordMeaning = { kind: WordKind; word: string; source: string | null; slug: string }

/** True if the vocabulary has an entry of this kind with this slug. */
export const isTerm = (kind: WordKind, slug: string): boolean =>
  standardVocabulary[`${kind}s`].some((entry) => entry.slug === slug)

/** Mappings made by people: for each kind, a map from mapped key (`mappedKey`) to vocabulary slug. */
export type MappedWords = Readonly<Record<WordKind, ReadonlyMap<string, string>>>

/** Returns the key of a word in one source or in all (`null`). All spellings of the word share it. */
export const mappedKey = (word: string, source: string | null): string =>
  source === null ? wordKey(word) : `${source}\n${wordKey(word)}`

/** Returns what a word of a source means by the mappings of one kind; one for the source goes before one for all. */
const meaningIn = (mapped: ReadonlyMap<string, string>, word: string, source: string): string | undefined =>
  mapped.size === 0 ? undefined : (mapped.get(mappedKey(word, source)) ?? mapped.get(mappedKey(word, null)))

type Unknown = NonNullable<CatalogueRecord['unknown']>

/**
 * Returns the record of a source as if the source had used the vocabulary: platforms and genres of unknown words added, mapped region and
 * board words replaced by slugs. Besides mapped words it finds platforms and genres that were added to the vocabulary after
 * the record was read; merging looks up such regions and boards itself.
 *
 * Does not change `record`, and `unknown` keeps the words, because a mapping can be removed again.
 */
export function withMappedWords(record: CatalogueRecord, words: MappedWords, source: string): CatalogueRecord {
  const { unknown } = record
  if (unknown === undefined) return record
  const meanings: Meanings = (kind, word) => meaningIn(words[kind], word, source)
  return [withNamed, withRegions, withBoards].reduce((read, apply) => apply(read, unknown, meanings), record)
}

/**
 * Returns the vocabulary without the words that people have mapped for a source: a reader keeps them as unknown words, so that the
 * mapping wins, and can be undone.
 */
export const withoutMappedWords = (vocabulary: Vocabulary, words: MappedWords, source: string): Vocabulary => ({
  ...vocabulary,
  platform: (word) => (meaningIn(words.platform, word, source) ? undefined : vocabulary.platform(word)),
  genre: (word) => (meaningIn(words.genre, word, source) ? undefined : vocabulary.genre(word)),
  region: (word) => (meaningIn(words.region, word, source) ? undefined : vocabulary.region(word)),
  board: (word) => (meaningIn(words.board, word, source) ? undefined : vocabulary.board(word)),
})

/** Returns the slug that a word is mapped to in the source of a record. */
type Meanings = (kind: WordKind, word: string) => string | undefined

/** Adds the platforms and genres that unknown words mean. */
function withNamed(record: CatalogueRecord, unknown: Unknown, meanings: Meanings): CatalogueRecord {
  const genres = slugsOf('genre', unknown.genres, meanings)
  const platforms = slugsOf('platform', unknown.platforms, meanings)
  if (genres.length === 0 && platforms.length === 0) return record
  const named = new Set(record.releases?.map(({ platform }) => platform))
  const added = platforms.filter((platform) => !named.has(platform)).map((platform) => ({ platform }))
  return {
    ...record,
    ...(genres.length > 0 && { genres: [...new Set([...(record.genres ?? []), ...genres])] }),
    ...(added.length > 0 && { releases: [...(record.releases ?? []), ...added] }),
  }
}

const slugsOf = (kind: 'platform' | 'genre', words: readonly string[] = [], meanings: Meanings): string[] => [
  ...new Set(words.flatMap((word) => meanings(kind, word) ?? standardVocabulary[kind](word)?.slug ?? [])),
]

/** Replaces mapped words in the regions of releases by slugs. Merging looks up words that were added to the vocabulary later. */
function withRegions(record: CatalogueRecord, { regions }: Unknown, meanings: Meanings): CatalogueRecord {
  const slugs = mappingsOf('region', regions, meanings)
  if (slugs.size === 0 || !record.releases) return record
  const ours = (region: string) =>
    region
      .split('+')
      .map((word) => slugs.get(wordKey(word)) ?? word)
      .join('+')
  return {
    ...record,
    releases: record.releases.map((release) =>
      release.region === undefined ? release : { ...release, region: ours(release.region) },
    ),
  }
}

/** Replaces mapped boards of ratings by slugs, and removes the name of the board from the beginning of these ratings. */
function withBoards(record: CatalogueRecord, { boards }: Unknown, meanings: Meanings): CatalogueRecord {
  const slugs = mappingsOf('board', boards, meanings)
  if (slugs.size === 0 || !record.ratings) return record
  return {
    ...record,
    ratings: record.ratings.map((stated) => {
      const board = slugs.get(wordKey(stated.board))
      return board === undefined ? stated : { board, rating: withoutBoard(stated.rating.trim(), stated.board) }
    }),
  }
}

/** Returns the slugs of those of these words that are mapped, by word key. */
const mappingsOf = (kind: WordKind, words: readonly string[] = [], meanings: Meanings): Map<string, string> =>
  new Map(
    words.flatMap((word) => {
      const slug = meanings(kind, word)
      return slug === undefined ? [] : [[wordKey(word), slug] as const]
    }),
  )
