import { type Cluster, clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { matchKeysOf } from '#catalogue/match/keys'

/** Divides records into works as a run does: whoever shares a key, over however many others, is decided together. */
export const clusterAll = (records: readonly MatchRecord[]): Cluster<MatchRecord>[] =>
  componentsOf(records).flatMap((component) => clusterRecords(component))

/** The records that keys connect, over however many others. */
export function componentsOf(records: readonly MatchRecord[]): MatchRecord[][] {
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
