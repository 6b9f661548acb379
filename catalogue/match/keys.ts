import type { CatalogueRecord } from '#catalogue/record'
import { otherNamesOf } from './names'
import { normaliseTitle } from './title'
import { typoKeyOf } from './typo'

/**
 * The blocking keys of a record: its title and the names it could have elsewhere (`title:portal2`), what a slip of a
 * letter leaves of its title (`slip:gran~auto~5`), its own key and the ids it names (`id:steam:620`).
 *
 * Records that share a key are decided together. A title that names nothing gives no key, so that it meets nobody by accident.
 */
export function matchKeysOf(record: CatalogueRecord, source: string, key: string): string[] {
  const { compact, numbers, stems } = normaliseTitle(record.title)
  const keys = new Set([`id:${source}:${key}`])
  for (const name of [compact, ...stems, ...otherNamesOf(record, compact)]) if (name !== '') keys.add(`title:${name}`)
  const typoKey = typoKeyOf(compact, numbers)
  if (typoKey !== '') keys.add(`slip:${typoKey}`)
  for (const [space, id] of Object.entries(record.externalIds ?? {})) keys.add(`id:${space}:${id}`)
  return [...keys].sort()
}
