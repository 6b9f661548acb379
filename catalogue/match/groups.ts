import type { MatchFeatures } from './features'

/** Link between two records, from a comparison or from a person's decision. */
export type Edge = { from: MatchFeatures; to: MatchFeatures; isDecision: boolean }

/** A growing cluster: its records, its accepted edges, and the groups it must never be joined with. */
export type Group = { members: MatchFeatures[]; edges: Edge[]; cannotLink: Set<Group> }

/** The group of each record. */
export type Groups = Map<MatchFeatures, Group>

/** Returns one group for each record. */
export const singletons = (features: readonly MatchFeatures[]): Groups =>
  new Map(features.map((record) => [record, { members: [record], edges: [], cannotLink: new Set<Group>() }]))

/** Marks two groups as never to be joined, however they grow. */
export function forbid(one: Group, other: Group): void {
  one.cannotLink.add(other)
  other.cannotLink.add(one)
}

/**
 * True if two groups must not be joined: they are marked so, or `forbids` is true for a record of one and a record of the other.
 * In the second case it marks them, so that they are not compared again.
 */
export function contradict(
  one: Group,
  other: Group,
  forbids: (one: MatchFeatures, other: MatchFeatures) => boolean,
): boolean {
  if (one.cannotLink.has(other)) return true
  if (!one.members.some((member) => other.members.some((otherMember) => forbids(member, otherMember)))) return false
  forbid(one, other)
  return true
}

/** Moves the records, edges and cannot-links of `other` into `one`, and adds the edge that joins the two. */
export function link(groups: Groups, one: Group, other: Group, edge: Edge): void {
  one.members.push(...other.members)
  one.edges.push(edge, ...other.edges)
  for (const forbidden of other.cannotLink) {
    forbid(one, forbidden)
    forbidden.cannotLink.delete(other)
  }
  for (const member of other.members) groups.set(member, one)
}
