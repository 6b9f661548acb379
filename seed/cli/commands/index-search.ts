import { rebuildIndex } from '#db/search/rebuild'
import { interrupted, orInterrupted, STOP_GRACE_MS } from '#lib/interrupt'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/** Updates the search index, or rebuilds it. @throws {Failure} `interrupted`; as `rebuildIndex` and `indexChanges` */
export const indexCommand = (context: CommandContext, { rebuild }: { rebuild?: boolean }): Promise<void> =>
  withStores(context, async (stores) => {
    const { signal } = context
    const elasticsearch = requireElasticsearch(stores)
    const progress = createProgress('index', false)
    const rebuildAll = async () => (await rebuildIndex(stores, elasticsearch, { signal })).games
    try {
      const indexed = rebuild
        ? await orInterrupted(signal, rebuildAll, { graceMs: STOP_GRACE_MS })
        : await indexChanges(stores, signal, progress)
      context.out(`${indexed} games indexed`)
    } catch (error) {
      throw signal.aborted ? interrupted() : error
    } finally {
      progress.stop()
    }
  })
