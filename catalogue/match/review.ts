import type { Evidence } from './evidence'
import type { MatchFeatures, MatchRecord } from './features'
import type { Group, Groups } from './groups'
import { isCertain, type Veto, vetoText } from './veto'

/** Two records of different clusters that may be the same game, for clerical review. */
export type ReviewPair<T extends MatchRecord> = { one: T; other: T; score: number; evidence: Evidence[] }

/** A compared pair with its evidence. `links`: the evidence is enough to link it. */
export type ScoredPair<T extends MatchRecord> = {
  from: MatchFeatures<T>
  to: MatchFeatures<T>
  score: number
  evidence: Evidence[]
  links: boolean
  isDecision: false
}

/** The veto between two records, or the decision that they are two games, as text. If `isCertain`, they need no review. */
export type Obstacle = { text: string; isCertain: boolean }

/** Returns the obstacle that a veto is between two records; `undefined` without a veto. */
export const obstacleOf = (veto: Veto | undefined, one: MatchFeatures, other: MatchFeatures): Obstacle | undefined =>
  veto && { text: vetoText(veto, one, other), isCertain: isCertain(veto) }

type ObstacleOf = (one: MatchFeatures, other: MatchFeatures) => Obstacle | undefined

/**
 * Returns for any two clusters their first scored pair, in the order given, unless a certain veto keeps the clusters apart. A
 * doubtful veto between them is appended to its evidence.
 */
export function reviewPairsAmong<T extends MatchRecord>(
  scored: readonly ScoredPair<T>[],
  groups: Groups,
  between: ObstacleOf,
): ReviewPair<T>[] {
  const seen = new Map<Group, Set<Group>>()
  return scored.flatMap(({ from, to, score, evidence }) => {
    const [one, other] = [groups.get(from), groups.get(to)]
    if (!one || !other || one === other || seen.get(one)?.has(other)) return []
    addSeen(seen, one, other)
    addSeen(seen, other, one)
    const obstacle = obstacleBetween(one, other, between)
    if (obstacle?.isCertain) return []
    const reasons = obstacle ? [...evidence, { field: 'doubt', says: obstacle.text, weight: 0 }] : evidence
    return [{ one: from.item, other: to.item, score, evidence: reasons }]
  })
}

/** Returns a certain obstacle between two clusters, else the first doubtful one. */
function obstacleBetween(one: Group, other: Group, between: ObstacleOf): Obstacle | undefined {
  let first: Obstacle | undefined
  for (const member of one.members)
    for (const otherMember of other.members) {
      const obstacle = between(member, otherMember)
      if (obstacle?.isCertain) return obstacle
      first ??= obstacle
    }
  return first
}

function addSeen(seen: Map<Group, Set<Group>>, one: Group, other: Group): void {
  seen.set(one, (seen.get(one) ?? new Set()).add(other))
}
