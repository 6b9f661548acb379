import { isMissing } from '#catalogue/clean/missing'
import { cleanText } from '#catalogue/clean/text'
import type { CatalogueRecord } from '#catalogue/record'
import type { Vocabulary } from './vocabulary'

/** What an unknown word was to name. */
export type UnknownKind = keyof NonNullable<CatalogueRecord['unknown']>
export const UNKNOWN_KINDS = ['platforms', 'genres', 'regions', 'boards'] as const satisfies readonly UnknownKind[]

/** What `of` answers for each kind of words. */
export const ofEachKind = <Answer>(of: (kind: UnknownKind) => Answer): Record<UnknownKind, Answer> =>
  Object.fromEntries(UNKNOWN_KINDS.map((kind) => [kind, of(kind)])) as Record<UnknownKind, Answer> // safe: one entry for each kind

/** Keeps a word that the vocabulary does not hold on the record; a cell that says there is none keeps nothing. */
export function keepUnknown(record: CatalogueRecord, kind: UnknownKind, word: string): void {
  const clean = cleanText(word)
  if (isMissing(clean)) return
  record.unknown ??= {}
  record.unknown[kind] = [clean]
}

/** The slugs that words stand for, each once, and the words no vocabulary holds. */
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

/** The record with the words of its regions and boards that the vocabulary does not hold, beside where it states them. */
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
