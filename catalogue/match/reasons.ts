import type { RecordRef } from '#catalogue/record-ref'
import { compare, scoreOf } from './compare'
import type { Weights } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'
import type { Edge } from './groups'

/** Evidence of the first record of a game. */
export const FIRST_RECORD: Evidence = { field: 'record', says: 'first record of its game', weight: 0 }

/** Beginning of the evidence that names the record with which another was compared. */
export const COMPARED_WITH = 'compared with '

const comparedWith = ({ source, dataset, key }: RecordRef): Evidence => ({
  field: 'record',
  says: `${COMPARED_WITH}${source}/${dataset}/${key}`,
  weight: 0,
})

/** Evidence of a link that a person decided. */
export const DECIDED_SAME: Evidence = { field: 'decision', says: 'a person decided that they are one game', weight: 0 }

/** The record through which another joined its cluster, and whether a person's decision linked the two. */
export type LinkedBy = { parent: MatchFeatures; isDecision: boolean }

/** Returns the score and evidence of the link by which a record joined its cluster; `link` is `undefined` for the first record. */
export function matchReasons(
  record: MatchFeatures,
  link: LinkedBy | undefined,
  weights: Weights,
): { score: number; evidence: Evidence[] } {
  if (!link) return { score: 0, evidence: [FIRST_RECORD] }
  const evidence = compare(record, link.parent, weights)
  const decided = link.isDecision ? [DECIDED_SAME] : []
  return { score: scoreOf(evidence), evidence: [comparedWith(link.parent.item.ref), ...decided, ...evidence] }
}

/** Returns the records that the edges link to each record. */
function neighboursIn(edges: readonly Edge[]): Map<MatchFeatures, LinkedBy[]> {
  const neighbours = new Map<MatchFeatures, LinkedBy[]>()
  const addNeighbour = (one: MatchFeatures, parent: MatchFeatures, isDecision: boolean) =>
    neighbours.set(one, [...(neighbours.get(one) ?? []), { parent, isDecision }])
  for (const { from, to, isDecision } of edges) {
    addNeighbour(from, to, isDecision)
    addNeighbour(to, from, isDecision)
  }
  return neighbours
}

/** Returns for each record of a cluster except the first the previous one on the shortest path of edges from the first. */
export function parentsIn(first: MatchFeatures, edges: readonly Edge[]): Map<MatchFeatures, LinkedBy> {
  const neighbours = neighboursIn(edges)
  const parents = new Map<MatchFeatures, LinkedBy>()
  const reached = [first]
  for (const record of reached)
    for (const { parent: next, isDecision } of neighbours.get(record) ?? []) {
      if (next === first || parents.has(next)) continue
      parents.set(next, { parent: record, isDecision })
      reached.push(next)
    }
  return parents
}
