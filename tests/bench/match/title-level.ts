import { clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { componentsOf } from '#catalogue/match/components'
import { matchFeatures } from '#catalogue/match/features'
import type { Decided } from './decided'
import { membersOf, nameOf, PAIR_FILES, pairsOf, readGold, recordOf, type TwoLists } from './gold'
import { clusterResult, differByEdition, pairOf, type Result, resultOf } from './result'

/** Files that are one list each; people labelled the rows of one game. */
export const CLUSTER_FILES = ['gold_ign_clusters', 'gold_metacritic_clusters']

/** Result of a file, the result of comparing exact titles instead (`exact`), and the components of the first. */
export type Measured = { result: Result; exact: Result; decided: Decided }

/** Measures every file of pairs by titles only, then every file of clusters by title, platform and date. */
export async function measureTitles(data: string): Promise<{ bound: Measured[]; reported: Measured[] }> {
  const bound: Measured[] = []
  const reported: Measured[] = []
  for (const lists of PAIR_FILES) (lists.bound ? bound : reported).push(await measurePairs(data, lists))
  for (const file of CLUSTER_FILES) bound.push(await measureClusters(data, file))
  return { bound, reported }
}

/** Matches two lists by titles only, as a run would. */
export async function measurePairs(data: string, lists: TwoLists): Promise<Measured> {
  const { records, truth } = pairsOf(await readGold(data, lists.file), lists)
  const titles = new Map(records.map((record) => [nameOf(record), record.record.title]))
  const tell = (name: string) => titles.get(name) ?? ''
  const isOutside = (one: string, other: string) => differByEdition(tell(one), tell(other))
  const components = componentsOf(records)
  const resultFor = (works: readonly string[][]) =>
    resultOf(lists.file, { truth, claimed: claimedBetween(works), isOutside, tell })
  return {
    result: resultFor(worksOf(components)),
    exact: resultFor(byExactTitle(records)),
    decided: { components, nameOf },
  }
}

function claimedBetween(works: readonly string[][]): Set<string> {
  const claimed = new Set<string>()
  for (const names of works) {
    const rights = names.filter((name) => name.startsWith('right/'))
    for (const left of names.filter((name) => name.startsWith('left/')))
      for (const right of rights) claimed.add(pairOf(left, right))
  }
  return claimed
}

/** Matches the rows of one list with each other. */
export async function measureClusters(data: string, file: string): Promise<Measured> {
  const rows = await readGold(data, file)
  const records = rows.map(recordOf)
  const components = componentsOf(records)
  return {
    result: clusterResult(file, membersOf(rows), worksOf(components)),
    exact: clusterResult(file, membersOf(rows), byExactTitle(records)),
    decided: { components, nameOf },
  }
}

/** Groups the names of records whose titles have the same letters and digits, ignoring case, accents and punctuation. */
const byExactTitle = (records: readonly MatchRecord[]): string[][] =>
  [...Map.groupBy(records, (record) => matchFeatures(record).plain).values()].map((same) => same.map(nameOf))

/** Groups the names of records by cluster, as a run does. */
const worksOf = (components: readonly MatchRecord[][]): string[][] =>
  components.flatMap((component) =>
    clusterRecords(component).clusters.map(({ members }) => members.map(({ record }) => nameOf(record))),
  )
