import { rebuildIndex } from '#db/search/rebuild'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/** Brings the index up to date, or builds it anew. */
export const indexCommand = (loader: CommandContext, { rebuild }: { rebuild?: boolean }): Promise<void> =>
  withStores(loader, async (stores) => {
    const elasticsearch = requireElasticsearch(stores)
    const progress = createProgress('index', false)
    const indexed = rebuild
      ? (await rebuildIndex(stores, elasticsearch, { signal: loader.signal })).games
      : await indexChanges(stores, loader.signal, progress)
    progress.stop()
    loader.out(`${indexed} games indexed`)
  })
