import { verifyIndex } from '#db/search/verify'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/**
 * Compares the search index with the catalogue and, with `repair`, repairs the index. (Default: false)
 *
 * Returns the exit code: 1 if they differ and `repair` is false, else 0. So it is 0 even if a repair left documents that are
 * `ahead`.
 *
 * @throws {Failure} `configuration` without Elasticsearch; as `verifyIndex` and `indexChanges`
 */
export const verifyCommand = (context: CommandContext, { repair }: { repair?: boolean }): Promise<number> =>
  withStores(context, async (stores) => {
    const found = await verifyIndex(stores.db, requireElasticsearch(stores), { repair: repair ?? false })
    const counts = Object.entries(found).map(([kind, ids]) => `${ids.length} ${kind}`)
    context.out(`index against catalogue: ${counts.join(', ')}`)
    if (repair)
      context.out(`${await indexChanges(stores, context.signal, createProgress('index', false))} games indexed`)
    return repair || Object.values(found).every((ids) => ids.length === 0) ? 0 : 1
  })
