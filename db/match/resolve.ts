import { applyOverrides, releaseOverrides } from '#catalogue/decision/override'
import { clusterRecords, type ReviewPair } from '#catalogue/match/cluster'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import type { Evidence } from '#catalogue/match/evidence'
import { identifyClusters } from '#catalogue/match/identity'
import type { Contradiction } from '#catalogue/match/rules'
import type { GoldenGame } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'
import { type ActiveDecisions, NO_DECISIONS } from '#db/decision/active'
import { hash64 } from '#lib/hash'
import type { ComponentRecord } from './components'
import type { StoredReviewPair } from './review'
import type { CountedRecord } from './run-counts'

/** A game as its cluster of records makes it. `id` is that of the game that lives on, or a new one. */
export type ResolvedGame = {
  id: string
  isNew: boolean
  /** The game its oldest record belonged to, where it is a new one that came out of that. */
  cameOutOf?: string
  golden: GoldenGame
  contentHash: bigint
  sourceIds: number[]
  /** Every spelling of its companies that one of its records has. */
  companyNames: string[]
  members: (CountedRecord & { score: number; evidence: Evidence[] })[]
}

/** By what records are decided: what people said of them, and the scale in force; nothing and the shipped one unless told. */
export type ResolveBy = {
  active?: ActiveDecisions
  model?: MatchModel
  /** What people said that words of sources mean. */
  words?: MappedWords
  /** Games that ended, by the ids of their records then: they come back to life where those are in no game that lives. */
  ended?: ReadonlyMap<number, string>
}

/** What became of one component: its games, those that ended in another, what a person should look at. */
export type ResolvedComponent = {
  games: ResolvedGame[]
  merged: { from: string; into: string }[]
  reviewPairs: StoredReviewPair[]
  contradictions: Contradiction[]
}

/** Decides whole components of records: clusters each and merges every cluster into one game. Nothing is stored. */
export function resolveComponents(records: readonly ComponentRecord[], by: ResolveBy): ResolvedComponent[] {
  const ended = new Map(by.ended)
  return componentsOf(records, by.words).map((component) => decide(component, by, ended))
}

function componentsOf(records: readonly ComponentRecord[], words: MappedWords | undefined): ComponentRecord[][] {
  const named = words ? records.map((found) => ({ ...found, record: withMappedWords(found.record, words) })) : records
  return [...Map.groupBy(named, ({ component }) => component).values()]
}

function decide(
  component: ComponentRecord[],
  { active = NO_DECISIONS, model }: ResolveBy,
  ended: Map<number, string>,
): ResolvedComponent {
  const rules = active.rulesOf(component.map(({ ref }) => ref))
  const { clusters, reviewPairs, contradictions } = clusterRecords(component, rules, model)
  const members = clusters.map((cluster) => cluster.members.map(({ record }) => record))
  const identities = identifyClusters(members)
  const lives = revive(members, identities.games, ended)
  const games = clusters.map((cluster, at) => decidedGame(cluster.members, lives[at] ?? null, active))
  const merged = identities.merged.flatMap(({ gameId, into }) => {
    const heir = games[into]
    return heir ? [{ from: gameId, into: heir.id }] : []
  })
  return { games, merged, reviewPairs: reviewPairs.map(toReview), contradictions }
}

/** Gives clusters of no game those that had ended, taken off `ended`: each where its oldest record is, as far as it may. */
function revive(
  clusters: readonly (readonly ComponentRecord[])[],
  games: readonly (string | null)[],
  ended: Map<number, string>,
): (string | null)[] {
  const lives = [...games]
  const members = clusters.flatMap((records, cluster) => records.map(({ recordId }) => ({ recordId, cluster })))
  for (const { recordId, cluster } of members.sort((one, other) => one.recordId - other.recordId)) {
    const gameId = ended.get(recordId)
    if (gameId === undefined || lives[cluster] !== null) continue
    lives[cluster] = gameId
    for (const [record, game] of ended) if (game === gameId) ended.delete(record)
  }
  return lives
}

const toReview = ({ one, other, score, evidence }: ReviewPair<ComponentRecord>): StoredReviewPair => ({
  oneRecord: one.recordId,
  otherRecord: other.recordId,
  score,
  evidence,
})

function decidedGame(
  members: { record: ComponentRecord; score: number; evidence: Evidence[] }[],
  id: string | null,
  standing: ActiveDecisions,
): ResolvedGame {
  const found = members.map(({ record }) => record)
  const locks = standing.overridesOf(found.map(({ ref }) => ref))
  const golden = applyOverrides(mergeRecords(found, releaseOverrides(locks)), locks)
  const former = found.find(({ gameId }) => gameId !== null)?.gameId
  return {
    id: id ?? Bun.randomUUIDv7(),
    isNew: id === null,
    ...(id === null && former && { cameOutOf: former }),
    golden,
    contentHash: hash64(JSON.stringify(golden)),
    sourceIds: [...new Set(found.map(({ sourceId }) => sourceId))].sort((a, b) => a - b),
    companyNames: found.flatMap(({ record }) => [...(record.developers ?? []), ...(record.publishers ?? [])]),
    members: members.map(({ record: { recordId, lastRun, isUncounted }, score, evidence }) => ({
      recordId,
      lastRun,
      isUncounted,
      score,
      evidence,
    })),
  }
}
