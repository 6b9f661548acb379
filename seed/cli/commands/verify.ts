import { verifyIndex } from '#db/search/verify'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/** Compares the index with the catalogue, and answers 1 where they differ and were not told to be repaired. */
export const verifyCommand = (loader: CommandContext, { repair }: { repair?: boolean }): Promise<number> =>
  withStores(loader, async (stores) => {
    const found = await verifyIndex(stores.db, requireElasticsearch(stores), { repair: repair ?? false })
    const counts = Object.entries(found).map(([what, ids]) => `${ids.length} ${what}`)
    loader.out(`index against catalogue: ${counts.join(', ')}`)
    if (repair) loader.out(`${await indexChanges(stores, loader.signal, createProgress('index', false))} games indexed`)
    return repair || Object.values(found).every((ids) => ids.length === 0) ? 0 : 1
  })
