import { isMissing } from '#catalogue/clean/missing'
import { cleanText } from '#catalogue/clean/text'
import type { CatalogueRecord } from '#catalogue/record'
import type { Vocabulary } from './vocabulary'

/** Kind of thing that an unknown word names. */
export type UnknownKind = keyof NonNullable<CatalogueRecord['unknown']>
export const UNKNOWN_KINDS = ['platforms', 'genres', 'regions', 'boards'] as const satisfies readonly UnknownKind[]

/** Returns an object with the value of `of` for each kind. */
export const ofEachKind = <Value>(of: (kind: UnknownKind) => Value): Record<UnknownKind, Value> =>
  Object.fromEntries(UNKNOWN_KINDS.map((kind) => [kind, of(kind)])) as Record<UnknownKind, Value> // safe: one entry for each kind

/**
 * Stores a word that is not in the vocabulary in `record.unknown`, in place of earlier ones of its kind. Ignores cells such
 * as `N/A`.
 */
export function keepUnknown(record: CatalogueRecord, kind: UnknownKind, word: string): void {
  const clean = cleanText(word)
  if (isMissing(clean)) return
  record.unknown ??= {}
  record.unknown[kind] = [clean]
}

/** Returns the slugs of the known words, without repeats, and the unknown words as they are. */
export function sortWords(
  words: readonly string[],
  slugOf: (word: string) => string | undefined,
): { known: string[]; unknown: string[] } {
  const known = new Set<string>()
  const unknown: string[] = []
  for (const word of words) {
    const slug = slugOf(word)
    if (slug === undefined) unknown.push(word)
    else known.add(slug)
  }
  return { known: [...known], unknown }
}

/**
 * Returns the record with its unknown region and board words added to `unknown`; they also stay in its releases and ratings.
 */
export function withUnknownNames(record: CatalogueRecord, vocabulary: Vocabulary): CatalogueRecord {
  const regions = unknownIn(
    record.releases?.flatMap(({ region }) => region?.split('+') ?? []),
    vocabulary.region,
  )
  const boards = unknownIn(
    record.ratings?.map(({ board }) => board),
    vocabulary.board,
  )
  if (regions.length === 0 && boards.length === 0) return record
  const found = { ...(regions.length > 0 && { regions }), ...(boards.length > 0 && { boards }) }
  return { ...record, unknown: { ...record.unknown, ...found } }
}

function unknownIn(words: readonly string[] = [], find: (word: string) => object | undefined): string[] {
  const unknown = words.filter((word) => find(word) === undefined).map((word) => word.trim())
  return [...new Set(unknown)].filter((word) => !isMissing(word))
}
