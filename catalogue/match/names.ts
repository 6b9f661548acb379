import type { CatalogueRecord } from '#catalogue/record'
import { normaliseTitle } from './title'

/** Shortest alternative name used, in characters: initials and short words are names of too many games. */
const MIN_NAME_LENGTH = 6

/**
 * Returns the compact alternative names that can link records without a common title: six or more characters, not all digits,
 * and different from `compact`, the compact title of the record.
 */
export function otherNamesOf({ alternativeNames = [] }: CatalogueRecord, compact: string): string[] {
  const names = new Set(alternativeNames.map((name) => normaliseTitle(name).compact))
  names.delete(compact)
  return [...names].filter((name) => name.length >= MIN_NAME_LENGTH && /\D/.test(name))
}
