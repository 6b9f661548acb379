import { isMissing } from '#catalogue/clean/missing'
import { cleanText } from '#catalogue/clean/text'
import type { CatalogueRecord } from '#catalogue/record'

type Kind = keyof NonNullable<CatalogueRecord['unknown']>

/** Keeps a word that the vocabulary does not hold on the record; a cell that says there is none keeps nothing. */
export function keepUnknown(record: CatalogueRecord, kind: Kind, word: string): void {
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
