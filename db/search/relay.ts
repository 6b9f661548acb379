import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#db/stores'
import { bulkIndex } from './elasticsearch/bulk'
import type { RefusedOperation } from './elasticsearch/bulk-answer'
import type { BulkOperation } from './elasticsearch/bulk-operation'
import type { Elasticsearch } from './elasticsearch/client'
import { listDocuments } from './elasticsearch/document'
import { claim, type Queued, releaseClaims, settle } from './outbox'
import { ensureIndex, type Rebuilding } from './rebuild'

const BATCH = 1000
const IDLE_MS = 1000
const LONGEST_REST_MS = 30_000

/**
 * What the relay works between. Without Elasticsearch games stay queued, a row each at most, for a process that has it or
 * for the day it is configured.
 */
export type Relayed = { db: Db; elasticsearch?: Elasticsearch | undefined }

export type RelayOptions = {
  signal?: AbortSignal
  /** Told of every document Elasticsearch will not take; it is tried again with the game's next version, or in a minute. */
  onRefused?: (refused: RefusedOperation) => void
  /** Told of every fault the relay rests after, such as Elasticsearch being down. */
  onFault?: (error: unknown) => void
}

/**
 * Brings up to a thousand changed games into the index and answers how many it took from the outbox.
 *
 * Every game is read as it is now and carries its version: twice, late or out of order makes no difference.
 *
 * @throws {Failure} `index_failed`; the games stay in the outbox
 */
export async function relayOnce({ db, elasticsearch }: Relayed, options: RelayOptions = {}): Promise<number> {
  if (!elasticsearch) return 0
  const claimed = await claim(db, BATCH)
  if (claimed.length === 0) return 0
  try {
    const refused = await indexAll(db, elasticsearch, claimed, options)
    await settle(
      db,
      claimed.filter(({ id }) => !refused.has(id)),
    )
    return claimed.length
  } catch (error) {
    await releaseClaims(db, claimed)
    throw error
  }
}

/** Indexes the live ones of the games, deletes the others, and answers the ids that were refused. */
async function indexAll(db: Db, { client, alias }: Elasticsearch, claimed: readonly Queued[], options: RelayOptions) {
  const refused = new Set<string>()
  const operations = await operationsFor(db, claimed)
  await bulkIndex(client, operations, {
    index: alias,
    requireAlias: true,
    signal: options.signal,
    onRefused: (one) => {
      refused.add(one.id)
      options.onRefused?.(one)
    },
  })
  return refused
}

async function operationsFor(db: Db, claimed: readonly Queued[]): Promise<BulkOperation[]> {
  const ids = claimed.map(({ id }) => id)
  const live = new Map((await listDocuments(db, ids)).map((game) => [game.id, game]))
  return claimed.map((queued): BulkOperation => live.get(queued.id) ?? queued)
}

/**
 * Keeps the index at most a second behind the catalogue until `signal` aborts; makes the index first where it is missing
 * or of another version. Faults are told to `onFault` and rested after, longer each time; they never end the relay.
 */
export async function runRelay(stores: Relayed & Rebuilding, options: RelayOptions = {}): Promise<void> {
  const { signal } = options
  let faults = 0
  let ensured = false
  while (!signal?.aborted) {
    try {
      if (!ensured) await ensure(stores, signal)
      ensured = true
      const relayed = await relayOnce(stores, options)
      faults = 0
      if (relayed < BATCH) await rest(IDLE_MS, signal)
    } catch (error) {
      ensured = false
      await rest(afterFault(error, faults++, options), signal)
    }
  }
}

async function ensure(stores: Relayed & Rebuilding, signal: AbortSignal | undefined): Promise<void> {
  const { elasticsearch } = stores
  if (elasticsearch) await ensureIndex(stores, elasticsearch, { signal })
}

/** Tells of a fault, unless it is the end itself, and answers how long to rest. */
function afterFault(error: unknown, faults: number, { signal, onFault }: RelayOptions): number {
  if (!signal?.aborted) onFault?.(error)
  return Math.min(LONGEST_REST_MS, IDLE_MS * 2 ** faults)
}

/** Waits, or until `signal` aborts. */
const rest = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  sleep(ms, undefined, signal ? { signal } : {}).catch(() => {})
