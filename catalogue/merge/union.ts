import type { Provenance, ProvenanceName } from './provenance'
import { type Ranked, type Stated, unionProvenance } from './rank'

/**
 * Returns all values that records state for a list, each once, best-ranked first.
 *
 * Of values with equal `keyOf` the first is kept; a value with an empty key is dropped. Writes to `provenance` the values that
 * each record added, converted by `shown` (Default: unchanged).
 */
export function union<V>(
  provenance: Provenance,
  field: ProvenanceName,
  ranked: readonly Ranked[],
  valuesOf: (item: Ranked) => readonly V[] | undefined,
  keyOf: (value: V) => string,
  shown: (value: V) => unknown = (value) => value,
): V[] {
  const found = new Map<string, V>()
  const added: Stated<unknown[]>[] = []
  for (const by of ranked) {
    const fresh = addNew(found, valuesOf(by) ?? [], keyOf)
    if (fresh.length > 0) added.push({ by, value: fresh.map(shown) })
  }
  if (added.length > 0) provenance[field] = unionProvenance(added)
  return [...found.values()]
}

function addNew<V>(found: Map<string, V>, values: readonly V[], keyOf: (value: V) => string): V[] {
  const fresh: V[] = []
  for (const value of values) {
    const key = keyOf(value)
    if (key === '' || found.has(key)) continue
    found.set(key, value)
    fresh.push(value)
  }
  return fresh
}
