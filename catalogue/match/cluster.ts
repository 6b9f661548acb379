import { applyRules, cannotLinkTest, linkEdges } from './apply-rules'
import { candidatePairs } from './candidates'
import type { MatchModel } from './comparison-levels'
import type { Evidence } from './evidence'
import { type MatchFeatures, type MatchRecord, matchFeatures } from './features'
import { type Groups, singletons } from './groups'
import { homonymsAmong } from './homonyms'
import { type LinkedBy, matchReasons, parentsIn } from './reasons'
import { obstacleOf, type ReviewPair, reviewPairsAmong } from './review'
import { byRef, type Contradiction, NO_RULES, type PairRules } from './rules'
import { scorePair } from './score-pair'
import { vetoOf } from './veto'
import { SHIPPED_MODEL } from './weights'

export type { MatchRecord } from './features'
export type { ReviewPair } from './review'

/** A record of a cluster, with the score in bits of its link to the record it joined through, and the evidence for it. */
export type ClusterMember<T extends MatchRecord> = { record: T; score: number; evidence: Evidence[] }

/** Records of one game, in the order of their refs. */
export type Cluster<T extends MatchRecord> = { members: ClusterMember<T>[] }

/** Result of clustering one component. */
export type Clustered<T extends MatchRecord> = {
  clusters: Cluster<T>[]
  /** At most one pair for any two clusters, by falling score. */
  reviewPairs: ReviewPair<T>[]
  /** Decisions that contradict each other. The cannot-link was followed. */
  contradictions: Contradiction[]
}

/**
 * Divides the records of a component into clusters, one for each game, and explains the place of every record.
 *
 * People's decisions are applied first, then links by falling score. A cluster contains two records with a certain veto only
 * if a decision joined them. Refs must be unique. The result does not depend on the order of the records.
 *
 * @see Fellegi and Sunter, "A Theory for Record Linkage", 1969, https://doi.org/10.1080/01621459.1969.10501049
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
