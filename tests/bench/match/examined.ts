import { candidatePairs, EVERY_PAIR, ONE_TITLE } from '#catalogue/match/candidates'
import { clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { compare, scoreOf } from '#catalogue/match/compare'
import { isSupported, shareOnlyGenericTitle } from '#catalogue/match/corroboration'
import type { Evidence } from '#catalogue/match/evidence'
import { type MatchFeatures, matchFeatures } from '#catalogue/match/features'
import { homonymsAmong } from '#catalogue/match/homonyms'
import { type Veto, vetoOf } from '#catalogue/match/veto'
import { SHIPPED_MODEL } from '#catalogue/match/weights'

export type Pair = readonly [one: MatchFeatures, other: MatchFeatures]
type PairTest = (one: MatchFeatures, other: MatchFeatures) => boolean

/** Component with the decisions of the matcher about its records. */
export type Examined = {
  subjects: readonly MatchFeatures[]
  /** Returns all records of the cluster of a record. */
  workOf: (subject: MatchFeatures) => readonly MatchFeatures[]
  /** True if two records were compared. */
  isCandidate: PairTest
  /** True if two titles differ only in a subtitle or a typo. Such records are compared only under further conditions. */
  isClose: PairTest
  /** True if these conditions would hold if no list had both names. */
  isAlone: PairTest
  /** True if a review pair connects the clusters of two records. */
  isAsked: PairTest
  vetoOf: (one: MatchFeatures, other: MatchFeatures) => Veto | undefined
}

/** Clusters a component again and returns the decisions. */
export function examine(records: readonly MatchRecord[]): Examined {
  const subjects = records.map((record) => matchFeatures(record))
  const candidates = candidatePairs(subjects)
  const namesakes = homonymsAmong(candidates)
  const { clusters, reviewPairs } = clusterRecords(records)
  const works = new Map(clusters.flatMap((work) => work.members.map(({ record }) => [record, work] as const)))
  const members = Map.groupBy(subjects, ({ item }) => works.get(item))
  const asked = reviewPairs.map(({ one, other }) => new Set([works.get(one), works.get(other)]))
  return {
    subjects,
    workOf: ({ item }) => members.get(works.get(item)) ?? [],
    isCandidate: isAmong(candidates),
    isClose: isAmong(candidatePairs(subjects, EVERY_PAIR)),
    isAlone: isAmong(candidatePairs(subjects, ONE_TITLE)),
    isAsked: (one, other) => asked.some((pair) => [one, other].every(({ item }) => pair.has(works.get(item)))),
    vetoOf: (one, other) => vetoOf(one, other, namesakes),
  }
}

function isAmong(pairs: readonly Pair[]): PairTest {
  const partners = new Map<MatchFeatures, Set<MatchFeatures>>()
  for (const [one, other] of pairs) partners.set(one, (partners.get(one) ?? new Set()).add(other))
  return (one, other) => (partners.get(one)?.has(other) || partners.get(other)?.has(one)) ?? false
}

/** Score of two records in bits, with the evidence; `lacks` says why it does not link them, `undefined` if it does. */
export type Weighed = { score: number; evidence: Evidence[]; lacks: string | undefined }

/** Scores two records as the matcher does. */
export function weigh(one: MatchFeatures, other: MatchFeatures): Weighed {
  const evidence = compare(one, other, SHIPPED_MODEL.weights)
  const score = scoreOf(evidence)
  return { score, evidence, lacks: lackOf(score, evidence, shareOnlyGenericTitle(one, other)) }
}

function lackOf(score: number, evidence: readonly Evidence[], isDigits: boolean): string | undefined {
  if (score < SHIPPED_MODEL.linkThreshold) return `${score} of ${SHIPPED_MODEL.linkThreshold} bits`
  if (isDigits) return 'a title of digits needs a year or a house in common'
  return isSupported(evidence) ? undefined : 'a title that is not equal needs something that speaks for it'
}
