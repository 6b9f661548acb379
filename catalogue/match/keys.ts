import type { CatalogueRecord } from '#catalogue/record'
import { otherNamesOf } from './names'
import { normaliseTitle } from './title'
import { typoKeyOf } from './typo'

/**
 * Returns the match keys of a record, sorted: its title, stems and alternative names (`title:portal2`), its typo key
 * (`slip:gran~uto5~5`), its own key and its external ids (`id:steam:620`). An empty compact title adds no title key.
 *
 * Records that share a match key are compared, unless too many share it. Hashes of the keys are stored with the records: after
 * a change here run `bun run seed match`, which recomputes them.
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
