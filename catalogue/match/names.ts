import type { CatalogueRecord } from '#catalogue/record'
import { normaliseTitle } from './title'

/** Initials and short words are other names of too many works. */
const MIN_NAME_LENGTH = 6

/** The compact forms of a record's other names, those that say enough to tie records which share no title. */
export function otherNamesOf({ alternativeNames = [] }: CatalogueRecord, compact: string): string[] {
  const names = new Set(alternativeNames.map((name) => normaliseTitle(name).compact))
  names.delete(compact)
  return [...names].filter((name) => name.length >= MIN_NAME_LENGTH && /\D/.test(name))
}
