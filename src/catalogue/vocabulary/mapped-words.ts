import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary, wordKey } from './lookup'

/** What a word of a source may be mapped to. */
export const WORD_KINDS = ['platform', 'genre'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** What people say that words mean: slugs of the vocabulary by the key of the word. */
export type MappedWords = Readonly<Record<WordKind, ReadonlyMap<string, string>>>

/**
 * The record with those of its unknown words that a person has mapped, or that the vocabulary has learned since it was
 * read, as if its source had said ours.
 *
 * The words stay in `unknown` too: the record itself is never changed, so that a mapping can be taken back.
 */
export function withMappedWords(record: CatalogueRecord, words: MappedWords): CatalogueRecord {
  if (record.unknown === undefined) return record
  const genres = slugsOf('genre', record.unknown.genres, words)
  const platforms = slugsOf('platform', record.unknown.platforms, words)
  if (genres.length === 0 && platforms.length === 0) return record
  const named = new Set(record.releases?.map(({ platform }) => platform))
  const added = platforms.filter((platform) => !named.has(platform)).map((platform) => ({ platform }))
  return {
    ...record,
    ...(genres.length > 0 && { genres: [...new Set([...(record.genres ?? []), ...genres])] }),
    ...(added.length > 0 && { releases: [...(record.releases ?? []), ...added] }),
  }
}

const slugsOf = (kind: WordKind, words: readonly string[] = [], mapped: MappedWords): string[] => [
  ...new Set(words.flatMap((word) => mapped[kind].get(wordKey(word)) ?? standardVocabulary[kind](word)?.slug ?? [])),
]
