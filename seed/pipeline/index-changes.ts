import { countQueued } from '#db/search/outbox'
import { refreshGrams } from '#db/search/postgres/refresh'
import { ensureIndex, rebuildIndex } from '#db/search/rebuild'
import { relayOnce } from '#db/search/relay'
import type { Stores } from '#db/stores'
import { interrupted, orInterrupted, STOP_GRACE_MS } from '#lib/interrupt'
import type { Progress } from './progress'

/**
 * From this many changed games and this share of all games on, building a new index is faster than updating the old
 * one.
 */
const REBUILD_FROM_GAMES = 5_000
const REBUILD_FROM_SHARE = 0.3

/**
 * Brings the search index up to date. Returns the number of games indexed, 0 without a search index. The graph of similar games is
 * left to the service and to `bun run seed index`.
 *
 * @throws {Failure} `index_failed`: the games stay queued, and searches use Postgres until then; `interrupted`
 */
export async function indexChanges(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  progress.phase('indexing', 'games')
  try {
    await orInterrupted(signal, () => refreshGrams(stores.db, signal))
    const work = async () => (await rebuildIfDue(stores, signal, progress)) + (await relayAll(stores, signal, progress))
    const indexed = await orInterrupted(signal, work, { graceMs: STOP_GRACE_MS })
    signal.throwIfAborted()
    return indexed
  } catch (error) {
    throw signal.aborted ? interrupted() : error
  }
}

/** Builds a new index if there is none yet or if that is faster. Returns the number of games in it, else 0. */
async function rebuildIfDue(stores: Stores, signal: AbortSignal, progress: Progress): Promise<number> {
  const { elasticsearch } = stores
  if (!elasticsearch) return 0
  const { queued, games } = await countQueued(stores.db)
  const options = { signal, onProgress: (done: number) => progress.advance(done, games) }
  if (queued >= REBUILD_FROM_GAMES && queued >= games * REBUILD_FROM_SHARE)
    return (await rebuildIndex(stores, elasticsearch, options)).games
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
