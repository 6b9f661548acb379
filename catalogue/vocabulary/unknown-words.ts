import { isMissing } from '#catalogue/clean/missing'
import { cleanText } from '#catalogue/clean/text'
import type { CatalogueRecord } from '#catalogue/record'
import type { Vocabulary } from './vocabulary'

/** Kind of thing that an unknown word names. */
export type UnknownKind = keyof NonNullable<CatalogueRecord['unknown']>
export const UNKNOWN_KINDS = ['platforms', 'genres', 'regions', 'boards'] as const satisfies readonly UnknownKind[]

/** Returns an object with the value of `valueFor` for each kind. */
export const ofEachKind = <Value>(valueFor: (kind: UnknownKind) => Value): Record<UnknownKind, Value> =>
  Object.fromEntries(UNKNOWN_KINDS.map((kind) => [kind, valueFor(kind)])) as Record<UnknownKind, Value> // safe: one entry for each kind

/**
 * Sets the unknown words of one kind in `record.unknown` to this one word, cleaned. Changes nothing for a cell such as `N/A`.
 */
export function setUnknown(record: CatalogueRecord, kind: UnknownKind, word: string): void {
  const clean = cleanText(word)
  if (isMissing(clean)) return
  record.unknown ??= {}
  record.unknown[kind] = [clean]
}

/** Returns the slugs of the known words, each once, and the unknown words as they are. */
export function partitionWords(
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
 * Returns the record with the unknown words of its releases and ratings in `unknown.regions` and `unknown.boards`, in place of
 * the former lists; a list without words is left as it was. The words also stay in the releases and ratings.
 */
export function withUnknownWords(record: CatalogueRecord, vocabulary: Vocabulary): CatalogueRecord {
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
