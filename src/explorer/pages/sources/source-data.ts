import { api } from '../../state/api'
import { type Outcome, outcomeOf } from '../../state/trouble'
import type { SourceEntry } from '../../state/vocabulary'

type Freshness = NonNullable<Awaited<ReturnType<typeof api.quality.get>>['data']>['freshness'][number]

/** A source with its last run. */
export type SourceData = SourceEntry & { freshness: Freshness | undefined }

/** Sources, those with the most trust first, and the number of games with and without a filter by licence. */
export type SourcesData = { sources: readonly SourceData[]; games: number; publishable: number }

/** Loads the sources with their last runs, and how many games may be published. */
export async function loadSourcePage(signal: AbortSignal): Promise<Outcome<SourcesData>> {
  const fetch = { signal }
  const [listed, quality, all, free] = await Promise.all([
    outcomeOf(api.sources.get({ query: {}, fetch })),
    outcomeOf(api.quality.get({ query: {}, fetch })),
    outcomeOf(api.games.get({ query: { limit: 1, fields: 'title' }, fetch })),
    outcomeOf(api.games.get({ query: { limit: 1, fields: 'title', redistributable: 'true' }, fetch })),
  ])
  if (!listed.data) return listed
  if (!quality.data) return quality
  if (!all.data) return all
  if (!free.data) return free
  const fresh = new Map(quality.data.freshness.map((one) => [one.source, one]))
  const sources = listed.data.items.map((source) => ({ ...source, freshness: fresh.get(source.slug) }))
  return {
    data: {
      sources: sources.toSorted((one, other) => other.trust - one.trust),
      games: all.data.total.value,
      publishable: free.data.total.value,
    },
  }
}
