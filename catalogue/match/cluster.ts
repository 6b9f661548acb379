import { applyRules, cannotLinkTest, linkEdges } from './apply-rules'
import { type CandidatePair, candidatePairs } from './candidates'
import { compare, scoreOf } from './compare'
import type { MatchModel } from './comparison-levels'
import { isSupported, shareOnlyGenericTitle } from './corroboration'
import type { Evidence } from './evidence'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { type Groups, singletons } from './groups'
import { type Homonyms, homonymsAmong } from './homonyms'
import { type LinkedBy, matchReasons, parentsIn } from './reasons'
import { type Obstacle, type ReviewPair, reviewPairsAmong, type ScoredPair } from './review'
import { byRef, type Contradiction, NO_RULES, type PairRules } from './rules'
import { isCertain, type Veto, vetoOf, vetoText } from './veto'
import { SHIPPED_MODEL } from './weights'

export type { MatchRecord } from './features'
export type { ReviewPair } from './review'

/** A record in its cluster: how many bits bind it to the record it came in by, and why. */
export type ClusterMember<T extends MatchRecord> = { record: T; score: number; evidence: Evidence[] }

/** The records of one work, in the order of their refs. */
export type Cluster<T extends MatchRecord> = { members: ClusterMember<T>[] }

/** What became of the records of a component. */
export type Clustered<T extends MatchRecord> = {
  clusters: Cluster<T>[]
  /** The strongest doubt between any two clusters, strongest first. None of them is joined. */
  reviewPairs: ReviewPair<T>[]
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
  model: MatchModel = SHIPPED_MODEL,
): Clustered<T> {
  const features = [...records].sort((one, other) => byRef(one.ref, other.ref)).map((record) => matchFeatures(record))
  const pairs = candidatePairs(features)
  const homonyms = homonymsAmong(pairs)
  const scored = pairs.flatMap((pair) => scorePair(pair, homonyms, model)).sort((one, other) => other.score - one.score)
  const groups = singletons(features)
  const contradictions = applyRules(groups, rules)
  const isForbidden = cannotLinkTest(rules)
  linkEdges(
    groups,
    scored.filter(({ links }) => links),
    (one, other) => vetoOf(one, other, homonyms),
  )
  return {
    clusters: clustersOf(features, groups, model),
    reviewPairs: reviewPairsAmong(scored, groups, (one, other) =>
      isForbidden(one, other)
        ? obstacleOf('cannotLink', one, other)
        : obstacleOf(vetoOf(one, other, homonyms), one, other),
    ),
    contradictions,
  }
}

const obstacleOf = (veto: Veto | undefined, one: MatchFeatures, other: MatchFeatures): Obstacle | undefined =>
  veto && { says: vetoText(veto, one, other), isCertain: isCertain(veto) }

/** What a pair is worth; nothing where it says too little or a veto leaves no doubt. */
function scorePair<T extends MatchRecord>(
  [from, to]: CandidatePair<T>,
  homonyms: Homonyms,
  model: MatchModel,
): ScoredPair<T>[] {
  const veto = vetoOf(from, to, homonyms)
  if (isCertain(veto)) return []
  const evidence = compare(from, to, model.weights)
  const score = scoreOf(evidence)
  if (score < model.review || shareOnlyGenericTitle(from, to)) return []
  return [
    { from, to, score, evidence, links: !veto && score >= model.link && isSupported(evidence), isDecision: false },
  ]
}

function clustersOf<T extends MatchRecord>(
  features: readonly MatchFeatures<T>[],
  groups: Groups,
  model: MatchModel,
): Cluster<T>[] {
  const byGroup = Map.groupBy(features, (record) => groups.get(record))
  return [...byGroup].map(([group, members]) => {
    const [first] = members
    const parents = first && group ? parentsIn(first, group.edges) : new Map<MatchFeatures, LinkedBy>()
    return {
      members: members.map((record) => ({
        record: record.item,
        ...matchReasons(record, parents.get(record), model.weights),
      })),
    }
  })
}
