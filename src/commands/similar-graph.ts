import { type GraphStores, readGraphState, refreshGraph } from '#db/similar/graph'
import type { Stores } from '#db/stores'
import { orInterrupted } from '#lib/interrupt'
import { errorCode } from '#lib/root-cause'
import type { Log } from '#src/http/log'
import { inRounds, type Rounds } from './rounds'

const PAUSE_MS = 60_000
const PAUSE_AFTER_FAULT_MS = 600_000
/** Time without a change after which loads are taken to be over. The pauses between the loads of one command are shorter. */
const QUIET_MS = 300_000
/** Longest time that changes can keep a build waiting. */
const LONGEST_WAIT_MS = 3_600_000

/** Options of building the graph. `min`: as in `refreshGraph`. (Default of `now` and `sleep`: the system) */
export type SimilarGraph = {
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
  min?: number
  now?: () => number
  sleep?: Rounds['sleep']
}

/**
 * Builds the graph of similar games whenever it is due, until the signal fires, once no game has changed for 5 minutes; after an hour
 * of changes it builds all the same. So several loads in a row lead to one build. Does nothing in the embedded store. It never throws.
 */
export async function keepGraph(stores: Pick<Stores, 'batchDb' | 'mode' | 'exclusively'>, options: SimilarGraph) {
  const { signal, log, sleep } = options
  if (stores.mode === 'embedded') return
  const graph = { ...stores, db: stores.batchDb }
  let dueSince: number | undefined
  await inRounds({ signal, firstPauseMs: PAUSE_MS, sleep }, async () => {
    try {
      dueSince = await buildIfQuiet(graph, dueSince, options)
      return PAUSE_MS
    } catch (error) {
      if (!signal.aborted) log.warn('graph_failed', { reason: errorCode(error) })
      return PAUSE_AFTER_FAULT_MS
    }
  })
}

/** Returns since when a build is due, in milliseconds; `undefined` if none is. */
async function buildIfQuiet(
  stores: GraphStores,
  dueSince: number | undefined,
  { signal, log, min, now = () => performance.now() }: SimilarGraph,
): Promise<number | undefined> {
  const { isDue, quietMs } = await readGraphState(stores, min)
  if (!isDue) return undefined
  const since = dueSince ?? now()
  if (quietMs < QUIET_MS && now() - since < LONGEST_WAIT_MS) return since
  const started = performance.now()
  const games = await orInterrupted(signal, () => refreshGraph(stores, min))
  if (games > 0) log.info('graph_built', { games, durationMs: Math.round(performance.now() - started) })
  return undefined
}
