import type { Subject } from './features'

/** What ties two records: what was compared, or a person's word. */
export type Edge = { from: Subject; to: Subject; isDecision: boolean }

/** A cluster while it grows: its records, the edges that were accepted, and the groups it can never join. */
export type Group = { members: Subject[]; edges: Edge[]; foes: Set<Group> }

export type Groups = Map<Subject, Group>

/** Each record in a group of its own. */
export const singletons = (subjects: readonly Subject[]): Groups =>
  new Map(subjects.map((subject) => [subject, { members: [subject], edges: [], foes: new Set() }]))

/** Says that two groups, and all they grow into, never join. */
export function part(one: Group, other: Group): void {
  one.foes.add(other)
  other.foes.add(one)
}

/** Whether any two of their records forbid two groups to join. Once found, it holds for whatever they grow into. */
export function contradict(one: Group, other: Group, forbids: (one: Subject, other: Subject) => boolean): boolean {
  if (one.foes.has(other)) return true
  if (!one.members.some((member) => other.members.some((stranger) => forbids(member, stranger)))) return false
  part(one, other)
  return true
}

/** Makes one group of the two that an edge ties. */
export function join(groups: Groups, one: Group, other: Group, edge: Edge): void {
  one.members.push(...other.members)
  one.edges.push(edge, ...other.edges)
  for (const foe of other.foes) {
    part(one, foe)
    foe.foes.delete(other)
  }
  for (const member of other.members) groups.set(member, one)
}
