import { type Cluster, clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { componentsOf } from '#catalogue/match/components'
import { membersOf, nameOf, PAIR_FILES, pairsOf, readGold, recordOf, type TwoLists } from './gold'
import { clusterResult, differByEdition, pairOf, type Result, resultOf } from './result'

/** The files whose rows are one list, where rows of one game are told by people. */
export const CLUSTER_FILES = ['gold_ign_clusters', 'gold_metacritic_clusters']

/** Every file of pairs by its titles alone, then every file of clusters by title, platform and date. */
export async function measureTitles(data: string): Promise<{ bound: Result[]; reported: Result[] }> {
  const bound: Result[] = []
  const reported: Result[] = []
  for (const lists of PAIR_FILES) (lists.bound ? bound : reported).push(await measurePairs(data, lists))
  for (const file of CLUSTER_FILES) bound.push(await measureClusters(data, file))
  return { bound, reported }
}

/** Matches two lists by their titles alone, as a run would. */
export async function measurePairs(data: string, lists: TwoLists): Promise<Result> {
  const { records, truth } = pairsOf(await readGold(data, lists.file), lists)
  const titles = new Map(records.map((record) => [nameOf(record), record.record.title]))
  const tell = (name: string) => titles.get(name) ?? ''
  const isOutside = (one: string, other: string) => differByEdition(tell(one), tell(other))
  return resultOf(lists.file, { truth, claimed: claimedBetween(records), isOutside, tell })
}

function claimedBetween(records: readonly MatchRecord[]): Set<string> {
  const claimed = new Set<string>()
  for (const { members } of clusterAll(records)) {
    const names = members.map(({ record }) => nameOf(record))
    const rights = names.filter((name) => name.startsWith('right/'))
    for (const left of names.filter((name) => name.startsWith('left/')))
      for (const right of rights) claimed.add(pairOf(left, right))
  }
  return claimed
}

/** Matches the rows of one list with each other. */
export async function measureClusters(data: string, file: string): Promise<Result> {
  const rows = await readGold(data, file)
  const groups = clusterAll(rows.map(recordOf)).map(({ members }) => members.map(({ record }) => nameOf(record)))
  return clusterResult(file, membersOf(rows), groups)
}

/** Divides records into works as a run does. */
const clusterAll = (records: readonly MatchRecord[]): Cluster<MatchRecord>[] =>
  componentsOf(records).flatMap((component) => clusterRecords(component).clusters)
