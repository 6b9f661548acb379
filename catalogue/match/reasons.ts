import type { RecordRef } from '#catalogue/record-ref'
import { compare, scoreOf } from './compare'
import type { Weights } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'
import type { Edge } from './groups'

const FIRST_RECORD: Evidence = { field: 'record', says: 'first record of its game', weight: 0 }

const comparedWith = ({ source, dataset, key }: RecordRef): Evidence => ({
  field: 'record',
  says: `compared with ${source}/${dataset}/${key}`,
  weight: 0,
})

const DECIDED: Evidence = { field: 'decision', says: 'a person said that they are one work', weight: 0 }

/** The record by which another came into its cluster, and whether a person brought it there. */
export type LinkedBy = { parent: MatchFeatures; isDecision: boolean }

/** Why a record stands in its cluster: the score that binds it to the record it came in by, and the evidence in words. */
export function matchReasons(
  features: MatchFeatures,
  link: LinkedBy | undefined,
  weights: Weights,
): { score: number; evidence: Evidence[] } {
  if (!link) return { score: 0, evidence: [FIRST_RECORD] }
  const evidence = compare(features, link.parent, weights)
  const decided = link.isDecision ? [DECIDED] : []
  return { score: scoreOf(evidence), evidence: [comparedWith(link.parent.item.ref), ...decided, ...evidence] }
}

/** The records that accepted edges tie to each record. */
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

/** For each record of a cluster but its first, the record through which the accepted edges tie it to the first. */
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
