import { api } from '../../state/api'
import { type Outcome, outcomeOf } from '../../state/trouble'

/** Figures of the quality of the catalogue. */
export type QualityData = NonNullable<Awaited<ReturnType<typeof api.quality.get>>['data']>

/** Loads the figures of the quality of the catalogue. */
export const loadQuality = (signal: AbortSignal): Promise<Outcome<QualityData>> =>
  outcomeOf(api.quality.get({ query: {}, fetch: { signal } }))

/** Numbers of games in the index of the search and in the catalogue. */
export type IndexCounts = { index: number; games: number }

/** Loads the numbers of games in the index of the search and in the catalogue. */
export async function loadIndexCounts(signal: AbortSignal): Promise<Outcome<IndexCounts>> {
  const [found, listed] = await Promise.all([
    outcomeOf(api.search.get({ query: { limit: 1 }, fetch: { signal } })),
    outcomeOf(api.games.get({ query: { limit: 1, fields: 'title' }, fetch: { signal } })),
  ])
  if (!found.data) return found
  return listed.data ? { data: { index: found.data.total.value, games: listed.data.total.value } } : listed
}
