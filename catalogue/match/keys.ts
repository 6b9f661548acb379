import type { CatalogueRecord } from '#catalogue/record'
import { otherNamesOf } from './names'
import { normaliseTitle } from './title'
import { typoKeyOf } from './typo'

/**
 * Returns the blocking keys of a record, sorted: its title, stems and alternative names (`title:portal2`), its typo key
 * (`slip:gran~auto~5`), its own key and its external ids (`id:steam:620`). An empty title has no title key.
 *
 * Records that share a key are clustered together. Hashes of the keys are stored, so a change here applies to records that are
 * already stored after the next `bun run seed match`.
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
