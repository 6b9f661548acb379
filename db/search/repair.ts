import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { countDifferences, type Differences } from './differences'
import type { RefusedOperation } from './elasticsearch/bulk-answer'
import type { Elasticsearch } from './elasticsearch/client'
import { onElasticsearch } from './elasticsearch/failure'
import { listIndexed } from './elasticsearch/indexed'
import { isStoredGameId } from './game-id'
import { enqueue, enqueueLive, listQueued } from './outbox'
import { type Rebuilding, rebuildIndex } from './rebuild'
import { relayOnce } from './relay'
import { type VerifyOptions, verifyIndex } from './verify'

/** From this many documents on, building a new index is faster than indexing them one by one and comparing again. */
const REBUILD_FROM = 5_000
/** A game that another relay has claimed can be claimed again after 60 s. */
const WAIT_MS = 90_000
const PAUSE_MS = 200

export type RepairOptions = VerifyOptions & {
  /** Called before each step of the repair. */
  onStep?: (step: 'index' | 'rebuild' | 'compare') => void
}

/** Result of a repair: how the index was mended last, the second comparison, and the documents that Elasticsearch refused. */
export type Repaired = { by: 'index' | 'rebuild'; left: Differences; refused: RefusedOperation[] }

/**
 * Mends the documents that `verifyIndex` found, and compares the whole index again.
 *
 * Missing, stale and extra documents are queued and indexed, by this process or by another relay that has claimed them. What that
 * cannot mend is mended by a new index: a document is written with the version of its game, which Elasticsearch refuses as long as
 * it holds a newer version or the same one, or remembers for a minute that a newer one was deleted.
 *
 * @throws {Failure} `index_failed`, `store_unreachable`, `store_refused`, `run_active`; an abort error once `signal` is aborted
 */
export async function repairIndex(
  stores: Rebuilding,
  elasticsearch: Elasticsearch,
  found: Differences,
  options: RepairOptions = {},
): Promise<Repaired> {
  const queued = canBeQueued(found) ? await queue(stores.db, elasticsearch, found) : undefined
  if (queued) {
    options.onStep?.('index')
    const refused = await indexQueued(stores, elasticsearch, queued, options)
    options.onStep?.('compare')
    const left = await verifyIndex(stores.db, elasticsearch, options)
    if (countDifferences(left) === 0 || refused.length > 0) return { by: 'index', left, refused }
  }
  options.onStep?.('rebuild')
  await rebuildIndex(stores, elasticsearch, options)
  options.onStep?.('compare')
  return { by: 'rebuild', left: await verifyIndex(stores.db, elasticsearch, options), refused: [] }
}

/** Greatest version of a game that the outbox holds. A document of a greater one cannot be deleted through it. */
const GREATEST_VERSION = 2 ** 31 - 1

const canBeQueued = (found: Differences): boolean =>
  found.ahead.length + found.damaged.length === 0 &&
  found.extra.every(isStoredGameId) &&
  countDifferences(found) < REBUILD_FROM

/**
 * Queues live games with their versions, and extra documents with the next version, under which they can be deleted. Returns
 * `undefined`, and queues nothing, if a version is too great for that.
 */
async function queue(
  db: Db,
  elasticsearch: Elasticsearch,
  { missing, stale, extra }: Differences,
): Promise<string[] | undefined> {
  const documents = await onElasticsearch(() => listIndexed(elasticsearch, extra))
  if (documents.some(({ version }) => version >= GREATEST_VERSION)) return undefined
  await enqueue(
    db,
    documents.map(({ id, version }) => ({ id, version: version + 1 })),
  )
  await enqueueLive(db, [...missing, ...stale])
  return [...missing, ...stale, ...extra]
}

/** Indexes until none of these games is in the outbox, and returns those that Elasticsearch refused. */
async function indexQueued(
  { db }: Rebuilding,
  elasticsearch: Elasticsearch,
  ids: readonly string[],
  { signal, onProgress }: RepairOptions,
): Promise<RefusedOperation[]> {
  const refused = new Map<string, RefusedOperation>()
  const onRefused = (one: RefusedOperation) => void refused.set(one.id, one)
  for (let waitedMs = 0; waitedMs < WAIT_MS; ) {
    signal?.throwIfAborted()
    const left = [...(await listQueued(db, ids))].filter((id) => !refused.has(id))
    onProgress?.(ids.length - left.length)
    if (left.length === 0) return [...refused.values()]
    const relayed = await relayOnce({ db, elasticsearch }, { onRefused, ...(signal && { signal }) })
    if (relayed > 0) continue
    await sleep(PAUSE_MS)
    waitedMs += PAUSE_MS
  }
  throw new Failure(
    'index_failed',
    'The games to repair were queued, but another process holds them: wait until it has indexed them, then run the same command again.',
  )
}
