import { countQueued } from '#db/search/outbox'
import { ensureIndex, rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import { refreshGraph } from '#db/similar/graph'
import type { Stores } from '#db/stores'
import { interrupted, orInterrupted } from '#lib/interrupt'
import type { Progress } from './progress'

/** So many changed games, and so large a share of all, are indexed faster into a new index than one by one. */
const MANY = 5_000
const LARGE_SHARE = 0.3

/**
 * Brings the search index and the graph of what is similar up to the catalogue, and answers how many games the search index
 * took: none where there is no index.
 *
 * @throws {Failure} `index_failed`: the games stay queued, and Postgres answers searches meanwhile; `interrupted`
 */
export async function indexChanges(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  progress.phase('indexing', 'games')
  try {
    const rebuilt = await rebuildWhereDue(stores, signal, progress)
    const relayed = await relayAll(stores, signal, progress)
    signal.throwIfAborted()
    await orInterrupted(signal, () => refreshGraph(stores))
    return rebuilt + relayed
  } catch (error) {
    throw signal.aborted ? interrupted() : error
  }
}

/** Makes the index anew where that is the faster way, or where there is none yet. */
async function rebuildWhereDue(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  const { elasticsearch } = stores
  if (!elasticsearch) return 0
  const { queued, games } = await countQueued(stores.db)
  const options = { signal, onProgress: (done: number) => progress.advance(done, games) }
  if (queued >= MANY && queued >= games * LARGE_SHARE) return (await rebuildIndex(stores, elasticsearch, options)).games
  return (await ensureIndex(stores, elasticsearch, options)) === 'rebuilt' ? games : 0
}

async function relayAll(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  if (!stores.elasticsearch) return 0
  const { queued } = await countQueued(stores.db)
  let total = 0
  for (let relayed = 1; relayed > 0 && !signal.aborted; total += relayed) {
    relayed = await relayOnce(stores, { signal })
    progress.advance(Math.min(total + relayed, queued), queued)
  }
  return total
}
