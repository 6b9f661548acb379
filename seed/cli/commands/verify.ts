import { countDifferences, type Differences } from '#db/search/differences'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { countQueued } from '#db/search/outbox'
import { repairIndex } from '#db/search/repair'
import { verifyIndex } from '#db/search/verify'
import type { Stores } from '#db/stores'
import { interrupted, orInterrupted, STOP_GRACE_MS } from '#lib/interrupt'
import type { Progress } from '#seed/pipeline/progress'
import { type CommandContext, requireElasticsearch, withStores } from '../context'
import { createProgress } from '../progress'

/**
 * Compares the search index with the catalogue and, with `repair`, mends the index and compares again. (Default: false)
 *
 * Returns the exit code: 1 if the last comparison found differences, or if Elasticsearch refused a document, else 0.
 *
 * @throws {Failure} `configuration` without Elasticsearch; `interrupted`; as `verifyIndex` and `repairIndex`
 */
export const verifyCommand = (context: CommandContext, { repair = false }: { repair?: boolean }): Promise<number> =>
  withStores(context, async (stores) => {
    const { signal } = context
    const progress = createProgress('verify', false)
    try {
      return await orInterrupted(signal, () => verify(stores, context, repair, progress), { graceMs: STOP_GRACE_MS })
    } catch (error) {
      throw signal.aborted ? interrupted() : error
    } finally {
      progress.stop()
    }
  })

async function verify(
  stores: Stores,
  { out, signal }: CommandContext,
  repair: boolean,
  progress: Progress,
): Promise<number> {
  const elasticsearch = requireElasticsearch(stores)
  const { games, queued } = await countQueued(stores.db)
  progress.phase('comparing', 'games')
  const found = await verifyIndex(stores.db, elasticsearch, {
    signal,
    onProgress: (done) => progress.advance(done, games),
  })
  out(`index against catalogue: ${summaryOf(found)}`)
  if (queued > 0) out(`${queued} changed games wait to be indexed and were not compared`)
  if (countDifferences(found) === 0) return 0
  return repair ? mend(stores, elasticsearch, found, { out, signal, progress, games }) : 1
}

const summaryOf = (differences: Differences): string =>
  Object.entries(differences)
    .map(([kind, ids]) => `${ids.length} ${kind}`)
    .join(', ')

type Mending = Pick<CommandContext, 'out' | 'signal'> & { progress: Progress; games: number }

/** Names of the steps of a repair, as progress shows them. */
const STEPS = { index: 'indexing', rebuild: 'building a new index', compare: 'comparing again' }

async function mend(
  stores: Stores,
  elasticsearch: Elasticsearch,
  found: Differences,
  { out, signal, progress, games }: Mending,
): Promise<number> {
  let total = games
  const { by, left, refused } = await repairIndex(stores, elasticsearch, found, {
    signal,
    onStep(step) {
      total = step === 'index' ? countDifferences(found) : games
      progress.phase(STEPS[step], 'games')
    },
    onProgress: (done) => progress.advance(done, total),
  })
  out(by === 'rebuild' ? 'mended by a new index' : `${countDifferences(found)} documents indexed again`)
  for (const { id, reason } of refused) out(`Elasticsearch refused ${id}: ${reason}`)
  out(`index against catalogue, after the repair: ${summaryOf(left)}`)
  return countDifferences(left) + refused.length === 0 ? 0 : 1
}
