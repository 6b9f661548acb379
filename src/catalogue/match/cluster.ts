import type { RecordRef } from '#catalogue/record'
import { compare, scoreOf, shareId, shareTitle } from './compare'
import type { Evidence } from './evidence'
import { type MatchRecord, type Subject, subjectOf } from './subject'
import { areNamesakes, vetoed } from './veto'

export type { MatchRecord } from './subject'

/** A record in its cluster: how many bits bind it to the record it came in by, and why. */
export type ClusterMember<T extends MatchRecord> = { record: T; score: number; evidence: Evidence[] }

/** The records of one work, in the order of their refs. */
export type Cluster<T extends MatchRecord> = { members: ClusterMember<T>[] }

type Edge = { from: Subject; to: Subject; score: number }

/** A cluster while it grows: its records, the edges that were accepted, and the groups it can never join. */
type Group = { members: Subject[]; edges: Edge[]; foes: Set<Group> }

/** Orders records by source, dataset and key: the one order that does not depend on where they came from. */
export function byRef(one: RecordRef, other: RecordRef): number {
  if (one.source !== other.source) return one.source < other.source ? -1 : 1
  if (one.dataset !== other.dataset) return one.dataset < other.dataset ? -1 : 1
  if (one.key === other.key) return 0
  return one.key < other.key ? -1 : 1
}

function namesakesAmong(subjects: readonly Subject[]): Set<string> {
  const namesakes = new Set<string>()
  subjects.forEach((one, at) => {
    for (let next = at + 1; next < subjects.length; next++) {
      const other = subjects[next]
      if (other && areNamesakes(one, other)) namesakes.add(one.title.compact)
    }
  })
  return namesakes
}

/** Every pair that a title or an id ties and nothing forbids, strongest first, equal ones in the order of the records. */
function edgesAmong(subjects: readonly Subject[], namesakes: ReadonlySet<string>): Edge[] {
  const edges: Edge[] = []
  subjects.forEach((from, at) => {
    for (let next = at + 1; next < subjects.length; next++) {
      const to = subjects[next]
      if (!to || !(shareTitle(from, to) || shareId(from, to)) || vetoed(from, to, namesakes)) continue
      edges.push({ from, to, score: scoreOf(compare(from, to)) })
    }
  })
  return edges.sort((one, other) => other.score - one.score)
}

function anyVetoed(some: readonly Subject[], others: readonly Subject[], namesakes: ReadonlySet<string>): boolean {
  for (const one of some) for (const other of others) if (vetoed(one, other, namesakes)) return true
  return false
}

/** Whether any two of their records forbid two groups to join. Once found, it holds for whatever they grow into. */
function contradict(one: Group, other: Group, namesakes: ReadonlySet<string>): boolean {
  if (one.foes.has(other)) return true
  if (!anyVetoed(one.members, other.members, namesakes)) return false
  one.foes.add(other)
  other.foes.add(one)
  return true
}

function absorb(one: Group, other: Group, edge: Edge): void {
  one.members.push(...other.members)
  one.edges.push(edge, ...other.edges)
  for (const foe of other.foes) {
    one.foes.add(foe)
    foe.foes.add(one)
  }
}

/** Joins the groups of each edge unless they contradict each other: no chain can smuggle a pair together. */
function joinAll(
  subjects: readonly Subject[],
  edges: readonly Edge[],
  namesakes: ReadonlySet<string>,
): Map<Subject, Group> {
  const groups = new Map<Subject, Group>()
  for (const subject of subjects) groups.set(subject, { members: [subject], edges: [], foes: new Set() })
  for (const edge of edges) {
    const one = groups.get(edge.from)
    const other = groups.get(edge.to)
    if (!one || !other || one === other || contradict(one, other, namesakes)) continue
    absorb(one, other, edge)
    for (const member of other.members) groups.set(member, one)
  }
  return groups
}

/** The records that accepted edges tie to each record. */
function neighboursIn(edges: readonly Edge[]): Map<Subject, Subject[]> {
  const neighbours = new Map<Subject, Subject[]>()
  const tie = (one: Subject, other: Subject) => neighbours.set(one, [...(neighbours.get(one) ?? []), other])
  for (const { from, to } of edges) {
    tie(from, to)
    tie(to, from)
  }
  return neighbours
}

/** For each record but the first, the record through which the accepted edges tie it to the first. */
function parentsIn(first: Subject, edges: readonly Edge[]): Map<Subject, Subject> {
  const neighbours = neighboursIn(edges)
  const parents = new Map<Subject, Subject>()
  const reached = [first]
  for (const subject of reached) {
    const unreached = (neighbours.get(subject) ?? []).filter((next) => next !== first && !parents.has(next))
    for (const next of unreached) parents.set(next, subject)
    reached.push(...unreached)
  }
  return parents
}

const FIRST: Evidence = { field: 'record', says: 'first record of its game', weight: 0 }

const against = ({ source, dataset, key }: RecordRef): Evidence => ({
  field: 'record',
  says: `compared with ${source}/${dataset}/${key}`,
  weight: 0,
})

function toMember(subject: Subject, parent: Subject | undefined): Omit<ClusterMember<MatchRecord>, 'record'> {
  if (!parent) return { score: 0, evidence: [FIRST] }
  const evidence = compare(subject, parent)
  return { score: scoreOf(evidence), evidence: [against(parent.item.ref), ...evidence] }
}

function toCluster<T extends MatchRecord>(members: readonly Subject<T>[], edges: readonly Edge[]): Cluster<T> {
  const [first] = members
  const parents = first && edges.length > 0 ? parentsIn(first, edges) : new Map<Subject, Subject>()
  return { members: members.map((subject) => ({ record: subject.item, ...toMember(subject, parents.get(subject)) })) }
}

/**
 * Divides records that could belong together into works, each record with the reasons for its place.
 *
 * Ids decide first, then equal titles with equal numbers, by falling score; a cluster never holds two records that
 * contradict each other. Refs must be unique. The answer does not depend on the order of the records.
 */
export function clusterRecords<T extends MatchRecord>(records: readonly T[]): Cluster<T>[] {
  const ordered = [...records].sort((one, other) => byRef(one.ref, other.ref))
  const subjects = ordered.map((record) => subjectOf(record))
  const namesakes = namesakesAmong(subjects)
  const groups = joinAll(subjects, edgesAmong(subjects, namesakes), namesakes)
  const byGroup = Map.groupBy(subjects, (subject) => groups.get(subject))
  return [...byGroup].map(([group, members]) => toCluster(members, group?.edges ?? []))
}
