import type { Evidence } from './evidence'
import type { MatchFeatures, MatchRecord } from './features'
import type { Group, Groups } from './groups'

/** Two records of different clusters that may be one work: a person should look. */
export type ReviewPair<T extends MatchRecord> = { one: T; other: T; score: number; evidence: Evidence[] }

/** A pair with what speaks for and against it; `links` where that is enough to join it. */
export type ScoredPair<T extends MatchRecord> = {
  from: MatchFeatures<T>
  to: MatchFeatures<T>
  score: number
  evidence: Evidence[]
  links: boolean
  isDecision: false
}

/** What keeps two records apart, in words, and whether that leaves no doubt. */
export type Obstacle = { says: string; isCertain: boolean }
type ObstacleOf = (one: MatchFeatures, other: MatchFeatures) => Obstacle | undefined

/**
 * The strongest pair between any two clusters that was neither joined nor is ruled out for certain, in the order given. What
 * keeps records of the two clusters apart all the same is told last among the reasons.
 */
export function reviewPairsAmong<T extends MatchRecord>(
  scored: readonly ScoredPair<T>[],
  groups: Groups,
  obstacleOf: ObstacleOf,
): ReviewPair<T>[] {
  const seen = new Map<Group, Set<Group>>()
  return scored.flatMap(({ from, to, score, evidence }) => {
    const [one, other] = [groups.get(from), groups.get(to)]
    if (!one || !other || one === other || seen.get(one)?.has(other)) return []
    addSeen(seen, one, other)
    addSeen(seen, other, one)
    const obstacle = obstacleBetween(one, other, obstacleOf)
    if (obstacle?.isCertain) return []
    const reasons = obstacle ? [...evidence, { field: 'doubt', says: obstacle.says, weight: 0 }] : evidence
    return [{ one: from.item, other: to.item, score, evidence: reasons }]
  })
}

/** What keeps two clusters apart: what is certain before what is not. */
function obstacleBetween(one: Group, other: Group, obstacleOf: ObstacleOf): Obstacle | undefined {
  let first: Obstacle | undefined
  for (const member of one.members)
    for (const candidate of other.members) {
      const obstacle = obstacleOf(member, candidate)
      if (obstacle?.isCertain) return obstacle
      first ??= obstacle
    }
  return first
}

function addSeen(seen: Map<Group, Set<Group>>, one: Group, other: Group): void {
  seen.set(one, (seen.get(one) ?? new Set()).add(other))
}
