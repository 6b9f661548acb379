import { rebuildIndex } from '#db/search/rebuild'
import { refreshGraph } from '#db/similar/graph'
import type { Stores } from '#db/stores'
import { interrupted, orInterrupted, STOP_GRACE_MS } from '#lib/interrupt'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

type IndexOptions = { rebuild?: boolean }

/**
 * Updates the search index, or rebuilds it, then builds the graph of similar games if it is due. Without Elasticsearch a server of
 * Postgres has the graph only.
 *
 * @throws {Failure} `configuration` without either; `interrupted`; as `rebuildIndex` and `indexChanges`
 */
export const indexCommand = (context: CommandContext, options: IndexOptions): Promise<void> =>
  withStores(context, (stores) =>
    bringUpToDate(stores, context, options).catch((error: unknown) => {
      throw context.signal.aborted ? interrupted() : error
    }),
  )

async function bringUpToDate(stores: Stores, { signal, out }: CommandContext, options: IndexOptions): Promise<void> {
  if (stores.mode === 'embedded' || options.rebuild) requireElasticsearch(stores)
  if (stores.elasticsearch) out(`${await indexAll(stores, signal, options)} games indexed`)
  if (stores.mode === 'real') out(graphLine(await orInterrupted(signal, () => refreshGraph(stores))))
}

const graphLine = (added: number): string =>
  added > 0 ? `${added} games added to the graph of similar games` : 'the graph of similar games needs no build'

async function indexAll(stores: Stores, signal: AbortSignal, { rebuild }: IndexOptions): Promise<number> {
  const progress = createProgress('index', false)
  const rebuildAll = async () => (await rebuildIndex(stores, requireElasticsearch(stores), { signal })).games
  try {
    return rebuild
      ? await orInterrupted(signal, rebuildAll, { graceMs: STOP_GRACE_MS })
      : await indexChanges(stores, signal, progress)
  } finally {
    progress.stop()
  }
}
