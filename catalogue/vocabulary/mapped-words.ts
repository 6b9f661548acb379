import type { CatalogueRecord } from '#catalogue/record'
import { withoutBoard } from './boards'
import { standardVocabulary, wordKey } from './lookup'

/** What a word of a source may be mapped to. */
export const WORD_KINDS = ['platform', 'genre', 'region', 'board'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** What people say that words mean: slugs of the vocabulary by the key of the word. */
export type MappedWords = Readonly<Record<WordKind, ReadonlyMap<string, string>>>

type Unknown = NonNullable<CatalogueRecord['unknown']>

/**
 * The record with those of its unknown words that a person has mapped, or that the vocabulary has learned since it was
 * read, as if its source had said ours.
 *
 * The words stay in `unknown` too: the record itself is never changed, so that a mapping can be taken back.
 */
export function withMappedWords(record: CatalogueRecord, words: MappedWords): CatalogueRecord {
  const { unknown } = record
  if (unknown === undefined) return record
  return [withNamed, withRegions, withBoards].reduce((read, apply) => apply(read, unknown, words), record)
}

/** Adds the platforms and genres that unknown words name. */
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

/** Regions and boards are said where they are stated: there the word is replaced. What the vocabulary learned, merging reads. */
function withRegions(record: CatalogueRecord, { regions }: Unknown, { region: mapped }: MappedWords): CatalogueRecord {
  const slugs = saidOf(regions, mapped)
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

function withBoards(record: CatalogueRecord, { boards }: Unknown, { board: mapped }: MappedWords): CatalogueRecord {
  const slugs = saidOf(boards, mapped)
  if (slugs.size === 0 || !record.ratings) return record
  return {
    ...record,
    ratings: record.ratings.map((stated) => {
      const board = slugs.get(wordKey(stated.board))
      return board === undefined ? stated : { board, rating: withoutBoard(stated.rating.trim(), stated.board) }
    }),
  }
}

/** What a person said of these words, by their keys. */
const saidOf = (words: readonly string[] = [], mapped: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    words.map(wordKey).flatMap((key) => {
      const slug = mapped.get(key)
      return slug === undefined ? [] : [[key, slug] as const]
    }),
  )
