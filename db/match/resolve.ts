import { applyOverrides, releaseOverrides } from '#catalogue/decision/override'
import { type ClusterMember, clusterRecords, type ReviewPair } from '#catalogue/match/cluster'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import type { Evidence } from '#catalogue/match/evidence'
import { identifyClusters } from '#catalogue/match/identity'
import { namedCompanies } from '#catalogue/merge/company'
import type { GoldenGame, MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { withCriticsBound } from '#catalogue/merge/score-bound'
import { type MappedWords, withMappedWords } from '#catalogue/vocabulary/mapped-words'
import type { CompanyStatements } from '#db/company/statements'
import { type ActiveDecisions, NO_DECISIONS } from '#db/decision/active'
import { hash64 } from '#lib/hash'
import { createPause } from '#lib/turn'
import type { ComponentRecord } from './components'
import type { StoredReviewPair } from './review'
import type { CountedRecord } from './run-counts'

/** A game made of one cluster of records. `id` is that of an existing game, or a new id. */
export type ResolvedGame = {
  id: string
  isNew: boolean
  /** For a new game that was split from another: the game that one of its records belonged to before. */
  cameOutOf?: string
  golden: GoldenGame
  contentHash: bigint
  sourceIds: number[]
  /** Day on which the last of its records was marked as removed; `null` if a record is not. */
  unlistedSince: string | null
  /** Companies of all its records, in every spelling. */
  companyNames: string[]
  /** Statements of its records about companies. */
  aboutCompanies: CompanyStatements[]
  members: (CountedRecord & { score: number; evidence: Evidence[] })[]
}

/** Options of resolving records. */
export type ResolveBy = {
  /** Decisions of people. (Default: none) */
  active?: ActiveDecisions
  /** (Default: the shipped model) */
  model?: MatchModel
  /** Words of sources that people have mapped. (Default: none) */
  words?: MappedWords
  /**
   * Games that an undone decision, or a record that is gone, had merged into others, by the ids of their former records. Such a
   * game is revived if one of these records is in a cluster without a game, and is then deleted here.
   */
  ended?: Map<number, string>
}

/** The result of one component: its games, the games that are merged into one of them, and its review pairs. */
export type ResolvedComponent = {
  games: ResolvedGame[]
  merged: { from: string; into: string }[]
  reviewPairs: StoredReviewPair[]
}

/**
 * Resolves whole components of records: clusters each, and merges every cluster into one game. Stores nothing. Between components the
 * event loop gets its turns.
 */
export async function resolveComponents(
  records: readonly ComponentRecord[],
  by: ResolveBy,
): Promise<ResolvedComponent[]> {
  const ended = by.ended ?? new Map()
  const pause = createPause()
  const resolved: ResolvedComponent[] = []
  for (const component of groupByComponent(records, by.words)) {
    await pause()
    resolved.push(resolveComponent(component, by, ended))
  }
  return resolved
}

function groupByComponent(records: readonly ComponentRecord[], words: MappedWords | undefined): ComponentRecord[][] {
  const mapped = words
    ? records.map((found) => ({ ...found, record: withMappedWords(found.record, words, found.ref.source) }))
    : records
  return [...Map.groupBy(mapped, ({ component }) => component).values()]
}

function resolveComponent(
  component: ComponentRecord[],
  { active = NO_DECISIONS, model }: ResolveBy,
  ended: Map<number, string>,
): ResolvedComponent {
  const rules = active.rulesOf(component.map(({ ref }) => ref))
  const { clusters, reviewPairs } = clusterRecords(component, rules, model)
  const records = clusters.map((cluster) => cluster.members.map(({ record }) => record))
  const identities = identifyClusters(records)
  const gameIds = reviveEnded(records, identities.games, ended)
  const games = clusters.map((cluster, at) => resolveGame(cluster.members, gameIds[at] ?? null, active))
  const merged = identities.merged.flatMap(({ gameId, into }) => {
    const survivor = games[into]
    return survivor ? [{ from: gameId, into: survivor.id }] : []
  })
  return { games, merged, reviewPairs: reviewPairs.map(toStoredReviewPair) }
}

/**
 * Returns the game ids of clusters, `null` for a new game, after reviving the games of `ended` in clusters without a game. Each
 * goes to the cluster of its oldest record that is in such a cluster, and is deleted from `ended`.
 */
function reviveEnded(
  clusters: readonly (readonly ComponentRecord[])[],
  games: readonly (string | null)[],
  ended: Map<number, string>,
): (string | null)[] {
  const gameIds = [...games]
  const members = clusters.flatMap((records, cluster) => records.map(({ recordId }) => ({ recordId, cluster })))
  for (const { recordId, cluster } of members.sort((one, other) => one.recordId - other.recordId)) {
    const gameId = ended.get(recordId)
    if (gameId === undefined || gameIds[cluster] !== null) continue
    gameIds[cluster] = gameId
    for (const [record, game] of ended) if (game === gameId) ended.delete(record)
  }
  return gameIds
}

const toStoredReviewPair = ({ one, other, score, evidence }: ReviewPair<ComponentRecord>): StoredReviewPair => ({
  oneRecord: one.recordId,
  otherRecord: other.recordId,
  score,
  evidence,
})

/** Returns the game that records make together, with the values that people gave it. */
export function mergeDecided(records: readonly MergeRecord[], active: ActiveDecisions): GoldenGame {
  const overrides = active.overridesOf(records.map(({ ref }) => ref))
  return withCriticsBound(applyOverrides(mergeRecords(records, releaseOverrides(overrides)), overrides))
}

function resolveGame(
  members: ClusterMember<ComponentRecord>[],
  id: string | null,
  active: ActiveDecisions,
): ResolvedGame {
  const records = members.map(({ record }) => record)
  const golden = mergeDecided(records, active)
  const former = records.find(({ gameId }) => gameId !== null)?.gameId
  return {
    id: id ?? Bun.randomUUIDv7(),
    isNew: id === null,
    ...(id === null && former && { cameOutOf: former }),
    golden,
    contentHash: hash64(JSON.stringify(golden)),
    sourceIds: [...new Set(records.map(({ sourceId }) => sourceId))].sort((a, b) => a - b),
    unlistedSince: lastRemovalOf(records),
    companyNames: [
      ...records.flatMap(({ record }) => namedCompanies(record)),
      ...golden.companies.map(({ name }) => name),
    ],
    aboutCompanies: records.flatMap(({ sourceId, record: { aboutCompanies: about } }) =>
      about ? { sourceId, about } : [],
    ),
    members: members.map(({ record: { recordId, lastRun, isUncounted }, score, evidence }) => ({
      recordId,
      lastRun,
      isUncounted,
      score,
      evidence,
    })),
  }
}

function lastRemovalOf(records: readonly ComponentRecord[]): string | null {
  const days = records.flatMap(({ removedOn }) => removedOn ?? [])
  return days.length < records.length ? null : (days.toSorted().at(-1) ?? null)
}
