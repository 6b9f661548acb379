import { countQueued } from '#db/search/outbox'
import { rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import type { Stores } from '#db/stores'
import type { Progress } from './progress'

/** So many changed games, and so large a share of all, are indexed faster into a new index than one by one. */
const MANY = 5_000
const LARGE_SHARE = 0.3

/**
 * Brings the search index up to the catalogue and answers how many games it took: none where there is no index.
 *
 * @throws {Failure} `index_failed`: the games stay queued, and Postgres answers searches meanwhile
 */
export async function indexChanges(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  progress.phase('indexing')
  const { queued, games } = await countQueued(stores.db)
  let indexed = 0
  if (stores.elasticsearch && queued >= MANY && queued >= games * LARGE_SHARE)
    indexed = (await rebuildIndex(stores.db, stores.elasticsearch, { signal })).games
  for (let relayed = 1; relayed > 0 && !signal.aborted; ) {
    relayed = await relayOnce(stores, { signal })
    if (stores.elasticsearch) indexed += relayed
  }
  return indexed
}
