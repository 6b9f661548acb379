import type { MatchRecord } from './features'
import { matchKeysOf } from './keys'

/** Returns the connected components of records that share match keys, by union-find. Each is clustered as a whole. */
export function componentsOf<T extends MatchRecord>(records: readonly T[]): T[][] {
  const parents = records.map((_, at) => at)
  const firstOfKey = new Map<string, number>()
  records.forEach(({ ref, record }, at) => {
    for (const key of matchKeysOf(record, ref.source, ref.key)) {
      const first = firstOfKey.get(key)
      if (first === undefined) firstOfKey.set(key, at)
      else parents[rootOf(parents, at)] = rootOf(parents, first)
    }
  })
  return [...Map.groupBy(records, (_, at) => rootOf(parents, at)).values()]
}

function rootOf(parents: number[], at: number): number {
  let root = at
  for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root]) root = parent
  parents[at] = root
  return root
}
