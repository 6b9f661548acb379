import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, errors } from '@elastic/elasticsearch'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { type RefusedOperation, remedyFor, sortAnswer } from './bulk-answer'
import { type BulkOperation, bodyOf, type Encoded, inRequests } from './bulk-operation'
import { type Concurrency, createConcurrency } from './concurrency'
import { elasticsearchFailure } from './failure'

export type BulkOptions = {
  /** Index or alias to write to. */
  index: string
  /** Refuse to create what does not exist: for aliases. */
  requireAlias?: boolean
  maxBytes?: number
  maxOperations?: number
  /** Most requests at once; fewer while Elasticsearch is overloaded. */
  maxConcurrency?: number
  /** How often one operation is tried again before indexing fails. */
  maxRetries?: number
  /** First wait before trying again, doubled each time up to 30 s, jittered. */
  backoffMs?: number
  onRefused?: (refused: RefusedOperation) => void
  signal?: AbortSignal | undefined
}

/** Operations done (superseded ones too), refused, and sent again; requests made. done + refused = operations taken. */
export type BulkReport = { done: number; refused: number; retried: number; requests: number }

type Sending = Required<Pick<BulkOptions, 'maxRetries' | 'backoffMs'>> & {
  client: Client
  options: BulkOptions
  pace: Concurrency
  report: BulkReport
}

const LONGEST_WAIT_MS = 30_000

/**
 * Applies operations to an index: nothing is lost, and what Elasticsearch refuses is told one by one.
 *
 * Holds at most `maxConcurrency` + 1 requests of `maxBytes`. Operations on one id may overtake each other: external
 * versions decide which one stays.
 *
 * @throws {Failure} `index_failed` where Elasticsearch stays overloaded or refuses whole requests; and what `signal` aborts with
 */
export async function bulkIndex(
  client: Client,
  operations: Stream<BulkOperation> | Iterable<BulkOperation>,
  options: BulkOptions,
): Promise<BulkReport> {
  const { maxBytes = 5_000_000, maxOperations = 2_000, maxConcurrency = 3, maxRetries = 8, backoffMs = 100 } = options
  const pace = createConcurrency(maxConcurrency)
  const report: BulkReport = { done: 0, refused: 0, retried: 0, requests: 0 }
  const sending: Sending = { client, options, pace, report, maxRetries, backoffMs }
  try {
    for await (const request of inRequests(operations, { maxBytes, maxOperations })) {
      options.signal?.throwIfAborted()
      await pace.start(() => send(sending, request))
    }
  } finally {
    await pace.ended()
  }
  options.signal?.throwIfAborted()
  return report
}

/** Sends operations until each one is done or refused. */
async function send(sending: Sending, operations: readonly Encoded[]): Promise<void> {
  let rest = operations
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt > 0) await pause(sending, rest, attempt)
    const again = await sendOnce(sending, rest)
    if (again.length === 0) sending.pace.wentWell()
    rest = again
  }
}

/** Sends operations once and answers those to send again. */
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
  // Past `client.bulk`, which takes lines alone and joins them: that costs as much as serialising the documents did.
  return client.transport.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_bulk`,
      querystring: { require_alias: requireAlias, filter_path: 'items.*.status,items.*.error' },
      bulkBody: bodyOf(operations),
    },
    signal ? { signal } : {},
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

async function pause({ report, pace, options, ...limits }: Sending, rest: readonly Encoded[], attempt: number) {
  if (attempt > limits.maxRetries) throw giveUp(undefined)
  report.retried += rest.length
  pace.overloaded()
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
