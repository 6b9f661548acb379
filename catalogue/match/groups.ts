import type { MatchFeatures } from './features'

/** What ties two records: what was compared, or a person's word. */
export type Edge = { from: MatchFeatures; to: MatchFeatures; isDecision: boolean }

/** A cluster while it grows: its records, the edges that were accepted, and the groups it can never join. */
export type Group = { members: MatchFeatures[]; edges: Edge[]; cannotLink: Set<Group> }

export type Groups = Map<MatchFeatures, Group>

/** Each record in a group of its own. */
export const singletons = (features: readonly MatchFeatures[]): Groups =>
  new Map(features.map((record) => [record, { members: [record], edges: [], cannotLink: new Set<Group>() }]))

/** Says that two groups, and all they grow into, never join. */
export function forbid(one: Group, other: Group): void {
  one.cannotLink.add(other)
  other.cannotLink.add(one)
}

/** Whether any two of their records forbid two groups to join. Once found, it holds for whatever they grow into. */
export function contradict(
  one: Group,
  other: Group,
  forbids: (one: MatchFeatures, other: MatchFeatures) => boolean,
): boolean {
  if (one.cannotLink.has(other)) return true
  if (!one.members.some((member) => other.members.some((candidate) => forbids(member, candidate)))) return false
  forbid(one, other)
  return true
}

/** Makes one group of the two that an edge ties. */
export function link(groups: Groups, one: Group, other: Group, edge: Edge): void {
  one.members.push(...other.members)
  one.edges.push(edge, ...other.edges)
  for (const forbidden of other.cannotLink) {
    forbid(one, forbidden)
    forbidden.cannotLink.delete(other)
  }
  for (const member of other.members) groups.set(member, one)
}
