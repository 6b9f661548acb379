import { rebuildIndex } from '#db/search/rebuild'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/** Updates the search index, or rebuilds it. */
export const indexCommand = (context: CommandContext, { rebuild }: { rebuild?: boolean }): Promise<void> =>
  withStores(context, async (stores) => {
    const elasticsearch = requireElasticsearch(stores)
    const progress = createProgress('index', false)
    const indexed = rebuild
      ? (await rebuildIndex(stores, elasticsearch, { signal: context.signal })).games
      : await indexChanges(stores, context.signal, progress)
    progress.stop()
    context.out(`${indexed} games indexed`)
  })
