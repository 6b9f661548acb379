import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { rebuildIndex } from '#db/search/rebuild'
import { verifyIndex } from '#db/search/verify'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { indexChanges } from '#seed/pipeline/index-changes'
import { type Loader, withStores } from '../context'
import { createProgress } from '../progress'

/** Brings the index up to date, or builds it anew. */
export const indexCommand = (loader: Loader, { rebuild }: { rebuild?: boolean }): Promise<void> =>
  withStores(loader, async (stores) => {
    const elasticsearch = needsIndex(stores)
    const progress = createProgress('index', false)
    const indexed = rebuild
      ? (await rebuildIndex(stores, elasticsearch, { signal: loader.signal })).games
      : await indexChanges(stores, loader.signal, progress)
    progress.stop()
    loader.out(`${indexed} games indexed`)
  })

/** Compares the index with the catalogue, and answers 1 where they differ and were not told to be repaired. */
export const verifyCommand = (loader: Loader, { repair }: { repair?: boolean }): Promise<number> =>
  withStores(loader, async (stores) => {
    const found = await verifyIndex(stores.db, needsIndex(stores), { repair: repair ?? false })
    const counts = Object.entries(found).map(([what, ids]) => `${ids.length} ${what}`)
    loader.out(`index against catalogue: ${counts.join(', ')}`)
    if (repair) loader.out(`${await indexChanges(stores, loader.signal, createProgress('index', false))} games indexed`)
    return repair || Object.values(found).every((ids) => ids.length === 0) ? 0 : 1
  })

function needsIndex(stores: Stores): Elasticsearch {
  if (stores.elasticsearch) return stores.elasticsearch
  throw new Failure('configuration', 'There is no index: ELASTICSEARCH_URL names none, and Postgres answers searches.')
}
