import { api, gameApi } from '../../state/api'
import { outcomeOf } from '../../state/trouble'

type Answer<Call extends (...given: never[]) => Promise<{ data: unknown }>> = NonNullable<
  Awaited<ReturnType<Call>>['data']
>
type GameApi = ReturnType<typeof gameApi>

/** A game with the provenance of its fields. */
export type GameData = Answer<GameApi['get']>
/** A record of a game. */
export type RecordData = Answer<GameApi['records']['get']>['items'][number]
/** A similar game. */
export type SimilarData = Answer<GameApi['similar']['get']>['items'][number]
/** A value that a source states. */
export type ClaimData = { source: string; dataset: string; key: string; value: unknown; rule?: string }
/** Provenance of one field. */
export type FieldClaims = {
  rule: string
  winners: readonly ClaimData[]
  losers: readonly ClaimData[]
  disputed: boolean
  lock?: { author: string; reason: string | null; value: unknown }
}
/** Provenance of the fields of a game, which the typed client does not know. */
export type ProvenanceData = Readonly<Record<string, FieldClaims>>

/** Returns the provenance of a game that was loaded with it. */
export const provenanceOf = ({ provenance }: GameData): ProvenanceData => (provenance ?? {}) as ProvenanceData // safe: it is the schema Provenance

/** Loads a game. The address of a merged game gives the one that it was merged into. */
export const loadGame = (slug: string, signal: AbortSignal) =>
  outcomeOf(gameApi(slug).get({ query: { include: 'provenance' }, fetch: { signal } }))

/** Loads the records of a game with the values that they state. */
export const loadStated = (slug: string, signal: AbortSignal) =>
  outcomeOf(gameApi(slug).records.get({ query: { include: 'values' }, fetch: { signal } }))

/** Loads the records of a game. */
export const loadRecords = (slug: string, signal: AbortSignal) =>
  outcomeOf(gameApi(slug).records.get({ query: {}, fetch: { signal } }))

/** Loads the games that are most alike. */
export const loadSimilar = (slug: string, signal: AbortSignal) =>
  outcomeOf(gameApi(slug).similar.get({ query: { limit: 6 }, fetch: { signal } }))

/** Loads games whose names begin with a text. */
export const loadSuggestions = (q: string, signal: AbortSignal) =>
  outcomeOf(api.suggest.get({ query: { q }, fetch: { signal } }))

/** Loads a page of the history of a game. */
export const loadHistory = (slug: string, cursor: string | undefined, signal: AbortSignal) =>
  outcomeOf(gameApi(slug).history.get({ query: { limit: 25, ...(cursor && { cursor }) }, fetch: { signal } }))

/** Loads the last fixes of a game, with the fields and values that the history does not have. */
export const loadFixes = (slug: string, signal: AbortSignal) =>
  outcomeOf(api.decisions.get({ query: { game: slug, kind: 'override', limit: 100 }, fetch: { signal } }))

/** An event that made a game what it is. */
export type HistoryData = Answer<GameApi['history']['get']>['items'][number]
