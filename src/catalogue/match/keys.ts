import type { CatalogueRecord } from '#catalogue/record'
import { normaliseTitle } from './title'

/**
 * The blocking keys of a record: its title (`title:portal2`), its own key and the ids it names (`id:steam:620`).
 *
 * Records that share a key are compared. A title that names nothing gives no key, so that it meets nobody by accident.
 */
export function matchKeysOf(record: CatalogueRecord, source: string, key: string): string[] {
  const { compact } = normaliseTitle(record.title)
  const keys = new Set([`id:${source}:${key}`])
  if (compact !== '') keys.add(`title:${compact}`)
  for (const [space, id] of Object.entries(record.externalIds ?? {})) keys.add(`id:${space}:${id}`)
  return [...keys].sort()
}
