import { followRules, joinAll, partingsOf } from './apply-rules'
import { type CandidatePair, candidatePairs } from './candidates'
import { compare, scoreOf } from './compare'
import type { Scale } from './comparison-levels'
import { isAccident, isSupported } from './corroboration'
import type { Evidence } from './evidence'
import { type MatchRecord, type Subject, subjectOf } from './features'
import { type Groups, singletons } from './groups'
import { type Namesakes, namesakesAmong } from './homonyms'
import { parentsIn, reasonsOf, type Tie } from './reasons'
import { type Doubt, doubtsAmong, type Obstacle, type Weighed } from './review'
import { byRef, type Contradiction, NO_RULES, type PairRules } from './rules'
import { isCertain, type Veto, vetoed, vetoOf } from './veto'
import { SCALE } from './weights'

export type { MatchRecord } from './features'
export type { Doubt } from './review'

/** A record in its cluster: how many bits bind it to the record it came in by, and why. */
export type ClusterMember<T extends MatchRecord> = { record: T; score: number; evidence: Evidence[] }

/** The records of one work, in the order of their refs. */
export type Cluster<T extends MatchRecord> = { members: ClusterMember<T>[] }

/** What became of the records of a component. */
export type Clustered<T extends MatchRecord> = {
  clusters: Cluster<T>[]
  /** The strongest doubt between any two clusters, strongest first. None of them is joined. */
  doubts: Doubt<T>[]
  /** Decisions that contradict each other; the one that parts was followed. */
  contradictions: Contradiction[]
}

/**
 * Divides records that could belong together into works, each record with the reasons for its place.
 *
 * People's decisions come first, then ids, then titles by falling score; a cluster never holds two records that contradict
 * each other unless a person said so. Refs must be unique. The answer does not depend on the order of the records.
 */
export function clusterRecords<T extends MatchRecord>(
  records: readonly T[],
  rules: PairRules = NO_RULES,
  scale: Scale = SCALE,
): Clustered<T> {
  const subjects = [...records].sort((one, other) => byRef(one.ref, other.ref)).map((record) => subjectOf(record))
  const pairs = candidatePairs(subjects)
  const namesakes = namesakesAmong(pairs)
  const weighed = pairs.flatMap((pair) => weigh(pair, namesakes, scale)).sort((one, other) => other.score - one.score)
  const groups = singletons(subjects)
  const contradictions = followRules(groups, rules)
  const areParted = partingsOf(rules)
  joinAll(
    groups,
    weighed.filter(({ links }) => links),
    (one, other) => vetoOf(one, other, namesakes),
  )
  return {
    clusters: clustersOf(subjects, groups, scale),
    doubts: doubtsAmong(weighed, groups, (one, other) =>
      areParted(one, other)
        ? obstacleOf('cannotLink', one, other)
        : obstacleOf(vetoOf(one, other, namesakes), one, other),
    ),
    contradictions,
  }
}

const obstacleOf = (veto: Veto | undefined, one: Subject, other: Subject): Obstacle | undefined =>
  veto && { says: vetoed(veto, one, other), isCertain: isCertain(veto) }

/** What a pair is worth; nothing where it says too little or a veto leaves no doubt. */
function weigh<T extends MatchRecord>([from, to]: CandidatePair<T>, namesakes: Namesakes, scale: Scale): Weighed<T>[] {
  const veto = vetoOf(from, to, namesakes)
  if (isCertain(veto)) return []
  const evidence = compare(from, to, scale.weights)
  const score = scoreOf(evidence)
  if (score < scale.review || isAccident(from, to)) return []
  return [
    { from, to, score, evidence, links: !veto && score >= scale.link && isSupported(evidence), isDecision: false },
  ]
}

function clustersOf<T extends MatchRecord>(
  subjects: readonly Subject<T>[],
  groups: Groups,
  scale: Scale,
): Cluster<T>[] {
  const byGroup = Map.groupBy(subjects, (subject) => groups.get(subject))
  return [...byGroup].map(([group, members]) => {
    const [first] = members
    const parents = first && group ? parentsIn(first, group.edges) : new Map<Subject, Tie>()
    return {
      members: members.map((subject) => ({
        record: subject.item,
        ...reasonsOf(subject, parents.get(subject), scale.weights),
      })),
    }
  })
}
