import type { Provenance, ProvenanceName } from './provenance'
import { type Ranked, type Stated, unionProvenance } from './rank'

/**
 * Everything the records state for a list, each thing once, in the order of the ranking.
 *
 * `keyOf` says what makes two values one; the first spelling is kept, and an empty key drops the value. Into
 * `provenance` goes what each record added, as `shown` shows it.
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
    const news = addNew(found, valuesOf(by) ?? [], keyOf)
    if (news.length > 0) added.push({ by, value: news.map(shown) })
  }
  if (added.length > 0) provenance[field] = unionProvenance(added)
  return [...found.values()]
}

function addNew<V>(found: Map<string, V>, values: readonly V[], keyOf: (value: V) => string): V[] {
  const news: V[] = []
  for (const value of values) {
    const key = keyOf(value)
    if (key === '' || found.has(key)) continue
    found.set(key, value)
    news.push(value)
  }
  return news
}
