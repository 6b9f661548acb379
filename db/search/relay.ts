import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#db/stores'
import { orInterrupted, STOP_GRACE_MS } from '#lib/interrupt'
import { bulkIndex } from './elasticsearch/bulk'
import type { RefusedOperation } from './elasticsearch/bulk-answer'
import type { BulkOperation } from './elasticsearch/bulk-operation'
import type { Elasticsearch } from './elasticsearch/client'
import { listDocuments } from './elasticsearch/document'
import { claim, type Queued, releaseClaims, settle } from './outbox'
import { refreshGrams } from './postgres/refresh'
import { ensureIndex, type Rebuilding } from './rebuild'

const GAMES_PER_BATCH = 1000
const IDLE_MS = 1000
const MAX_WAIT_MS = 30_000

/**
 * Stores of the relay. Without Elasticsearch, games stay in the outbox (one row each) until a process that has it runs, or until it
 * is configured.
 */
export type Relayed = { db: Db; elasticsearch?: Elasticsearch | undefined }

export type RelayOptions = {
  signal?: AbortSignal
  /** Called for each document that Elasticsearch refuses. The game is tried again when it changes or its claim ends (60 s). */
  onRefused?: (refused: RefusedOperation) => void
  /** Called with every error, such as Elasticsearch being down, before the relay waits and tries again. */
  onFault?: (error: unknown) => void
}

/**
 * Indexes up to 1,000 games of the outbox and returns how many it claimed.
 *
 * Idempotent and independent of order: each game is read as it is now and written with its version.
 *
 * @throws {Failure} `index_failed`, `store_refused`: the games stay in the outbox
 */
export async function relayOnce({ db, elasticsearch }: Relayed, options: RelayOptions = {}): Promise<number> {
  if (!elasticsearch) return 0
  const claimed = await claim(db, GAMES_PER_BATCH)
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

/** Indexes the live games, deletes the documents of the others, and returns the ids that Elasticsearch refused. */
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
 * Indexes changed games, once a second or without pause while there are 1,000 or more, until `signal` aborts. First makes what a
 * migration left to be made, and rebuilds the index if it is missing or of another mapping version.
 *
 * An error does not end the relay: it is passed to `onFault` and followed by a wait of 1 to 30 s, doubled each time. After
 * `signal` it returns within a second: it abandons a call that does not end, and its claims end by themselves.
 */
export async function runRelay(stores: Relayed & Rebuilding, options: RelayOptions = {}): Promise<void> {
  const { signal = new AbortController().signal } = options
  const orStopped = <T>(work: () => Promise<T>) => orInterrupted(signal, work, { graceMs: STOP_GRACE_MS })
  let faults = 0
  let ensured = false
  while (!signal.aborted) {
    try {
      if (!ensured) await orStopped(() => ensure(stores, signal))
      ensured = true
      const relayed = await orStopped(() => relayOnce(stores, options))
      faults = 0
      if (relayed < GAMES_PER_BATCH) await wait(IDLE_MS, signal)
    } catch (error) {
      ensured = false
      await wait(afterFault(error, faults++, options), signal)
    }
  }
}

async function ensure(stores: Relayed & Rebuilding, signal: AbortSignal): Promise<void> {
  const { db, elasticsearch } = stores
  await refreshGrams(db, signal)
  if (elasticsearch) await ensureIndex(stores, elasticsearch, { signal })
}

/** Reports an error, unless `signal` caused it, and returns the wait in milliseconds. */
function afterFault(error: unknown, faults: number, { signal, onFault }: RelayOptions): number {
  if (!signal?.aborted) onFault?.(error)
  return Math.min(MAX_WAIT_MS, IDLE_MS * 2 ** faults)
}

/** Waits `ms`, or until `signal` aborts. */
const wait = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {})
