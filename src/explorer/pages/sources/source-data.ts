import { api } from '../../state/api'
import { scopes } from '../../state/session'
import { type Outcome, outcomeOf } from '../../state/trouble'
import type { SourceEntry } from '../../state/vocabulary'

type Quality = NonNullable<Awaited<ReturnType<typeof api.quality.get>>['data']>
type Run = NonNullable<Awaited<ReturnType<typeof api.runs.get>>['data']>['items'][number]

/** A source with its last run, the fields that it wins, and its last run that failed, which curators may see. */
export type SourceData = SourceEntry & {
  freshness: Quality['freshness'][number] | undefined
  wins: Quality['wins'][number] | undefined
  failed: Run | undefined
}

/** Sources, those with the most trust first, and the number of games with and without a filter by licence. */
export type SourcesData = {
  sources: readonly SourceData[]
  games: number
  publishable: number
  sample: Quality['sample']
}

/** Runs that have an error: one that has ended well has none. */
const UNFINISHED = { status: 'reading,archived,abandoned', limit: 100 }

/** Loads the sources with their last runs, and how many games may be published. */
export async function loadSourcePage(signal: AbortSignal): Promise<Outcome<SourcesData>> {
  const fetch = { signal }
  const isCurator = scopes.value.has('curate')
  const [listed, quality, all, free, failed] = await Promise.all([
    outcomeOf(api.sources.get({ query: {}, fetch })),
    outcomeOf(api.quality.get({ query: {}, fetch })),
    outcomeOf(api.games.get({ query: { limit: 1, fields: 'title' }, fetch })),
    outcomeOf(api.games.get({ query: { limit: 1, fields: 'title', redistributable: 'true' }, fetch })),
    isCurator ? outcomeOf(api.runs.get({ query: UNFINISHED, fetch })) : undefined,
  ])
  if (!listed.data) return listed
  if (!quality.data) return quality
  if (!all.data) return all
  if (!free.data) return free
  const fresh = new Map(quality.data.freshness.map((one) => [one.source, one]))
  const wins = new Map(quality.data.wins.map((one) => [one.source, one]))
  const sources = listed.data.items.map((source) => ({
    ...source,
    freshness: fresh.get(source.slug),
    wins: wins.get(source.slug),
    failed: failed?.data?.items.find((run) => run.source === source.slug && run.error !== null),
  }))
  return {
    data: {
      sources: sources.toSorted((one, other) => other.trust - one.trust),
      games: all.data.total.value,
      publishable: free.data.total.value,
      sample: quality.data.sample,
    },
  }
}
