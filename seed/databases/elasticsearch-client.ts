import type { Readable } from 'node:stream'
import type { Client } from '@elastic/elasticsearch'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { Failure } from '#lib/errors'
import type { Clock } from '#seed/contract/clock'
import { parseRecord } from '#seed/formats/json/record'
import { withRetries } from './retry'

/** A response of a cluster: JSON whose whole numbers keep all their digits, or `too_long` if it exceeds `maxBytes`. */
export type ClusterResponse = { status: number; json: Record<string, unknown>; bytes: number } | 'too_long'

/** A request to a cluster. `maxBytes`: longest response that is read. (Default: no limit) */
export type Request = { method: string; path: string; query?: Record<string, string>; body?: object; maxBytes?: number }

/** Client of an external Elasticsearch. `ask` retries passing faults; `forget` sends once and ignores every fault. */
export type ElasticsearchCluster = AsyncDisposable & {
  ask: (request: Request) => Promise<ClusterResponse>
  forget: (request: Request) => Promise<void>
}

/** Longest duration of a request, from sending it to the last byte of the response. */
const DEADLINE_MS = 120_000
const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504])

/**
 * Creates a client for a cluster. `ask` throws {Failure} `source_unavailable`, or `configuration` if the key is
 * refused.
 */
export function createCluster(
  source: string,
  login: { url: string; apiKey: string | undefined },
  clock: Clock,
): ElasticsearchCluster {
  const client = createElasticsearchClient({ url: login.url, ...(login.apiKey && { apiKey: login.apiKey }) })
  const judge = (error: unknown) => ({ retryable: !(error instanceof Failure), failure: failureOf(source, error) })
  return {
    ask: (request) => withRetries(clock, () => askOnce(client, source, request), judge),
    forget: async (request) => void (await send(client, request).catch(() => {})),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

async function askOnce(client: Client, source: string, request: Request): Promise<ClusterResponse> {
  const response = await send(client, request)
  if (response === 'too_long') return response
  if (response.status === 401 || response.status === 403)
    throw new Failure(
      'configuration',
      `The Elasticsearch of ${source} refused the key, or the key may not read the index: check "from" and "apiKeyFile".`,
    )
  if (RETRYABLE_STATUS.has(response.status)) throw new Error(`status ${response.status}`)
  return response
}

/** Reads the response here, because the client would read one of any length and round long numbers. */
async function send(
  client: Client,
  { method, path, query, body, maxBytes = Number.POSITIVE_INFINITY }: Request,
): Promise<ClusterResponse> {
  const { statusCode, body: stream } = await client.transport.request<Readable>(
    { method, path, ...(query && { querystring: query }), ...(body && { body }) },
    { asStream: true, meta: true, requestTimeout: DEADLINE_MS },
  )
  const pieces: Buffer[] = []
  let bytes = 0
  // Leaving the loop early ends the download.
  for await (const piece of stream) {
    bytes += piece.length
    if (bytes > maxBytes) return 'too_long'
    pieces.push(Buffer.from(piece))
  }
  const parsed = parseRecord(Buffer.concat(pieces).toString())
  if ('fault' in parsed) throw new Error('the response is not whole JSON')
  return { status: statusCode, json: parsed.value, bytes }
}

function failureOf(source: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure(
    'source_unavailable',
    `The Elasticsearch of ${source} does not answer, is too busy, or broke the connection: check that it runs and that "from" names its host and port, then run the same command again.`,
    { cause: error },
  )
}
