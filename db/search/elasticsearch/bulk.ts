import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@elastic/elasticsearch'
import * as errors from '@elastic/transport/lib/errors'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { type RefusedOperation, remedyFor, sortAnswer } from './bulk-answer'
import { type BulkOperation, bodyOf, type Encoded, inRequests } from './bulk-operation'
import { type Concurrency, createConcurrency } from './concurrency'
import { DEADLINES_MS } from './deadlines'
import { elasticsearchFailure } from './failure'

export type BulkOptions = {
  /** Index or alias to write to. */
  index: string
  /** Fails unless `index` is an existing alias, instead of creating an index of that name. (Default: false) */
  requireAlias?: boolean
  /** Bytes of one request, unless a single operation is larger. (Default: 5,000,000) */
  maxBytes?: number
  /** Operations of one request. (Default: 2,000) */
  maxOperations?: number
  /** Requests at once; fewer while Elasticsearch is overloaded. (Default: 3) */
  maxConcurrency?: number
  /** Retries of a request, or of the rest of it, within a minute, before indexing fails. (Default: 8) */
  maxRetries?: number
  /** Wait before the first retry, doubled each time up to 30 s, less a random part of up to half. (Default: 100) */
  backoffMs?: number
  /** Called for each operation that Elasticsearch will never accept. */
  onRefused?: (refused: RefusedOperation) => void
  signal?: AbortSignal | undefined
}

/**
 * Counts of one call. done + refused = operations read; done includes those the index already held in this or a newer version.
 * `retried` counts an operation once per retry.
 */
export type BulkReport = { done: number; refused: number; retried: number; requests: number }

type Sending = Required<Pick<BulkOptions, 'maxRetries' | 'backoffMs'>> & {
  client: Client
  options: BulkOptions
  concurrency: Concurrency
  report: BulkReport
}

const LONGEST_WAIT_MS = 30_000
/** No try of a request begins later than this after its first one: a server that never answers would take all retries. */
const PATIENCE_MS = 60_000

/**
 * Applies operations to an index: each one is done or reported to `onRefused`, or the call fails. None is dropped silently.
 *
 * Used instead of `client.helpers.bulk` (9.5.1), which has two faults. Its semaphore remembers a single waiting batch: if documents
 * arrive slowly, all slots are busy and a request outlasts `flushInterval`, a second batch replaces the waiting one, whose documents
 * are dropped without an error. And it fails at the first 429 of a whole request: it retries single documents only.
 *
 * Holds at most `maxConcurrency` + 1 requests of `maxBytes` in memory. Operations on one id may arrive in any order: external
 * versions decide which one stays.
 *
 * @throws {Failure} `index_failed` if Elasticsearch stays overloaded, stays unreachable or refuses a request; `store_refused` if it
 * refuses access; an abort error once `signal` is aborted; an error that `operations` throws
 * @see https://github.com/elastic/elasticsearch-js/issues/1562 for an earlier fault of the same semaphore
 */
export async function bulkIndex(
  client: Client,
  operations: Stream<BulkOperation> | Iterable<BulkOperation>,
  options: BulkOptions,
): Promise<BulkReport> {
  const { maxBytes = 5_000_000, maxOperations = 2_000, maxConcurrency = 3, maxRetries = 8, backoffMs = 100 } = options
  const concurrency = createConcurrency(maxConcurrency)
  const report: BulkReport = { done: 0, refused: 0, retried: 0, requests: 0 }
  const sending: Sending = { client, options, concurrency, report, maxRetries, backoffMs }
  try {
    for await (const request of inRequests(operations, { maxBytes, maxOperations })) {
      options.signal?.throwIfAborted()
      await concurrency.start(() => send(sending, request))
    }
  } finally {
    await concurrency.settled()
  }
  options.signal?.throwIfAborted()
  return report
}

/** Sends operations, with retries, until each one is done or refused. */
async function send(sending: Sending, operations: readonly Encoded[]): Promise<void> {
  let rest = operations
  const lastTryAt = performance.now() + PATIENCE_MS
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt > 0 && performance.now() > lastTryAt) throw giveUp(undefined)
    if (attempt > 0) await pause(sending, rest, attempt)
    const again = await sendOnce(sending, rest)
    if (again.length === 0) sending.concurrency.succeeded()
    rest = again
  }
}

/** Sends operations once and returns those to send again. */
async function sendOnce(sending: Sending, operations: readonly Encoded[]): Promise<readonly Encoded[]> {
  const { report, options } = sending
  try {
    report.requests++
    const { done, again, refused } = sortAnswer(operations, await post(sending, operations))
    report.done += done
    for (const one of refused) refuse(sending, one)
    return again
  } catch (error) {
    options.signal?.throwIfAborted()
    return afterFailure(sending, operations, error)
  }
}

function post({ client, options }: Sending, operations: readonly Encoded[]): Promise<unknown> {
  const { index, requireAlias = false, signal } = options
  // Not `client.bulk`: it takes an array of lines and joins them, which costs as much as serialising the documents did.
  return client.transport.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_bulk`,
      querystring: { require_alias: requireAlias, filter_path: 'items.*.status,items.*.error' },
      bulkBody: bodyOf(operations),
    },
    { requestTimeout: DEADLINES_MS.bulk, ...(signal && { signal }) },
  )
}

async function afterFailure(
  sending: Sending,
  operations: readonly Encoded[],
  error: unknown,
): Promise<readonly Encoded[]> {
  const remedy = remedyFor(error)
  if (remedy === 'again') return operations
  if (remedy === 'give up') throw giveUp(error)
  const [only] = operations
  if (only && operations.length === 1) {
    refuse(sending, {
      id: only.id,
      status: 413,
      code: 'document_too_large',
      reason: 'The document is larger than Elasticsearch takes in one request.',
    })
    return []
  }
  const half = Math.ceil(operations.length / 2)
  await send(sending, operations.slice(0, half))
  await send(sending, operations.slice(half))
  return []
}

function refuse({ report, options }: Sending, refused: RefusedOperation): void {
  report.refused++
  options.onRefused?.(refused)
}

async function pause({ report, concurrency, options, ...limits }: Sending, rest: readonly Encoded[], attempt: number) {
  if (attempt > limits.maxRetries) throw giveUp(undefined)
  report.retried += rest.length
  concurrency.overloaded()
  const longest = Math.min(LONGEST_WAIT_MS, limits.backoffMs * 2 ** (attempt - 1))
  await sleep(longest * (0.5 + Math.random() / 2), undefined, options.signal ? { signal: options.signal } : {})
}

function giveUp(cause: unknown): unknown {
  if (cause instanceof errors.ElasticsearchClientError) return elasticsearchFailure(cause)
  if (cause !== undefined) return cause
  return new Failure(
    'index_failed',
    'Elasticsearch stays overloaded or unreachable: look at its health, then run the same command again.',
  )
}
