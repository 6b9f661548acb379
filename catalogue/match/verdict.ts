import { linkEdges } from './apply-rules'
import { type CandidatePair, candidatesOf } from './candidates'
import type { MatchModel } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures, MatchRecord } from './features'
import type { Groups } from './groups'
import { homonymsAmong } from './homonyms'
import { obstacleOf, reviewPairsAmong, type ScoredPair } from './review'
import { scorePair } from './score-pair'
import { type Veto, vetoOf } from './veto'

/** A record and its game, `null` for one that is only asked about. */
export type PlacedRecord = MatchRecord & { gameId: string | null }

/**
 * A game that a record may belong to: whether matching would link the two (`links`) or make them a review pair, and the record
 * of the game that it was compared with, with the score in bits and the evidence.
 */
export type GameVerdict<T extends PlacedRecord = PlacedRecord> = {
  gameId: string
  links: boolean
  record: T
  score: number
  evidence: Evidence[]
}

type VetoBetween = (one: MatchFeatures, other: MatchFeatures) => Veto | undefined

/**
 * Compares a record that is not stored with games as they are, by the rules by which `clusterRecords` links records, and returns
 * those that it would join or be reviewed with: those that it would join first, then by falling score.
 *
 * `known` are all records that share a match key with it, and all other records of their games, in the order of their refs. The
 * record is of a dataset that none of them has.
 */
export function judgeRecord<T extends PlacedRecord>(
  asked: MatchFeatures<T>,
  known: readonly MatchFeatures<T>[],
  model: MatchModel,
): GameVerdict<T>[] {
  const homonyms = homonymsAmong(pairsOfOneTitle(known))
  const vetoBetween: VetoBetween = (one, other) => vetoOf(one, other, homonyms)
  const scored = candidatesOf(asked, known)
    .flatMap((other) => scorePair([asked, other], homonyms, model))
    .sort((one, other) => other.score - one.score)
  const members = Map.groupBy(known, ({ item }) => item.gameId)
  return [...Map.groupBy(scored, ({ to }) => to.item.gameId)]
    .flatMap(([gameId, pairs]) => judgeGame(pairs, groupsOf(asked, members.get(gameId) ?? []), vetoBetween))
    .sort((one, other) => Number(other.links) - Number(one.links) || other.score - one.score)
}

/** Yields the pairs of records that one dataset lists under one title. */
function* pairsOfOneTitle<T extends PlacedRecord>(known: readonly MatchFeatures<T>[]): Generator<CandidatePair<T>> {
  const same = Map.groupBy(known, ({ dataset, title }) => `${dataset}\n${title.compact}`)
  for (const records of same.values())
    for (const [at, one] of records.entries()) for (const other of records.slice(at + 1)) yield [one, other]
}

/** Returns the groups of a record by itself and of a game with its records. */
function groupsOf(asked: MatchFeatures, members: MatchFeatures[]): Groups {
  const game = { members, edges: [], cannotLink: new Set<never>() }
  const groups: Groups = new Map(members.map((member) => [member, game]))
  return groups.set(asked, { members: [asked], edges: [], cannotLink: new Set() })
}

/** Judges one game by its scored pairs; returns nothing if the record could not even be reviewed with it. */
function judgeGame<T extends PlacedRecord>(
  pairs: readonly ScoredPair<T>[],
  groups: Groups,
  vetoBetween: VetoBetween,
): GameVerdict<T>[] {
  const linking = pairs.filter(({ links }) => links)
  linkEdges(groups, linking, vetoBetween)
  const joined = linking.find(({ from, to }) => groups.get(from) === groups.get(to))
  if (joined) return verdictOf(joined.to.item, true, joined)
  return reviewPairsAmong(pairs, groups, (one, other) => obstacleOf(vetoBetween(one, other), one, other)).flatMap(
    (pair) => verdictOf(pair.other, false, pair),
  )
}

const verdictOf = <T extends PlacedRecord>(
  record: T,
  links: boolean,
  { score, evidence }: { score: number; evidence: Evidence[] },
): GameVerdict<T>[] => (record.gameId === null ? [] : [{ gameId: record.gameId, links, record, score, evidence }])
