import type { CatalogueRecord } from '#catalogue/record'
import { withoutBoard } from './boards'
import { standardVocabulary, wordKey } from './lookup'

/** Kinds of entries that a word of a source can be mapped to. */
export const WORD_KINDS = ['platform', 'genre', 'region', 'board'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** Mappings made by people: for each kind, a map from word key (`wordKey`) to vocabulary slug. */
export type MappedWords = Readonly<Record<WordKind, ReadonlyMap<string, string>>>

type Unknown = NonNullable<CatalogueRecord['unknown']>

/**
 * Returns the record as if its source had used the vocabulary: platforms and genres of unknown words added, mapped region and
 * board words replaced by slugs. Besides mapped words it finds platforms and genres that were added to the vocabulary after
 * the record was read; merging looks up such regions and boards itself.
 *
 * Does not change `record`, and `unknown` keeps the words, because a mapping can be removed again.
 */
export function withMappedWords(record: CatalogueRecord, words: MappedWords): CatalogueRecord {
  const { unknown } = record
  if (unknown === undefined) return record
  return [withNamed, withRegions, withBoards].reduce((read, apply) => apply(read, unknown, words), record)
}

/** Adds the platforms and genres that unknown words mean. */
function withNamed(record: CatalogueRecord, unknown: Unknown, words: MappedWords): CatalogueRecord {
  const genres = slugsOf('genre', unknown.genres, words)
  const platforms = slugsOf('platform', unknown.platforms, words)
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

/** Replaces mapped words in the regions of releases by slugs. Merging looks up words that were added to the vocabulary later. */
function withRegions(record: CatalogueRecord, { regions }: Unknown, { region: mapped }: MappedWords): CatalogueRecord {
  const slugs = mappingsOf(regions, mapped)
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
function withBoards(record: CatalogueRecord, { boards }: Unknown, { board: mapped }: MappedWords): CatalogueRecord {
  const slugs = mappingsOf(boards, mapped)
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
const mappingsOf = (words: readonly string[] = [], mapped: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    words.map(wordKey).flatMap((key) => {
      const slug = mapped.get(key)
      return slug === undefined ? [] : [[key, slug] as const]
    }),
  )
