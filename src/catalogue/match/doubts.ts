import type { Evidence } from './evidence'
import type { Group, Groups } from './groups'
import type { MatchRecord, Subject } from './subject'

/** Two records of different clusters that may be one work: a person should look. */
export type Doubt<T extends MatchRecord> = { one: T; other: T; score: number; evidence: Evidence[] }

/** A pair with what speaks for and against it; `links` where that is enough to join it. */
export type Weighed<T extends MatchRecord> = {
  from: Subject<T>
  to: Subject<T>
  score: number
  evidence: Evidence[]
  links: boolean
  isDecision: false
}

/** The strongest pair between any two clusters that was neither joined nor is ruled out for certain, in the order given. */
export function doubtsAmong<T extends MatchRecord>(
  weighed: readonly Weighed<T>[],
  groups: Groups,
  rulesOut: (one: Subject, other: Subject) => boolean,
): Doubt<T>[] {
  const asked = new Map<Group, Set<Group>>()
  return weighed.flatMap(({ from, to, score, evidence }) => {
    const [one, other] = [groups.get(from), groups.get(to)]
    if (!one || !other || one === other || asked.get(one)?.has(other)) return []
    note(asked, one, other)
    note(asked, other, one)
    if (one.members.some((member) => other.members.some((stranger) => rulesOut(member, stranger)))) return []
    return [{ one: from.item, other: to.item, score, evidence }]
  })
}

function note(asked: Map<Group, Set<Group>>, one: Group, other: Group): void {
  asked.set(one, (asked.get(one) ?? new Set()).add(other))
}
