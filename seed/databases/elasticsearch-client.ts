import type { Readable } from 'node:stream'
import type { Client } from '@elastic/elasticsearch'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { Failure } from '#lib/errors'
import type { Clock } from '#seed/contract/clock'
import { parseRecord } from '#seed/formats/json/record'
import { withRetries } from './retry'

/** What a cluster answered: JSON, whole numbers with all their digits, or that it was more than is taken. */
export type ClusterResponse = { status: number; json: Record<string, unknown>; bytes: number } | 'too_long'

/** What is asked: `maxBytes` is the longest answer that is taken. */
export type Request = { method: string; path: string; query?: Record<string, string>; body?: object; maxBytes?: number }

/** A foreign Elasticsearch. `ask` tries again what may pass; `forget` asks once and does not mind. */
export type ElasticsearchCluster = AsyncDisposable & {
  ask: (request: Request) => Promise<ClusterResponse>
  forget: (request: Request) => Promise<void>
}

const PASSING = new Set([408, 429, 500, 502, 503, 504])

/** The cluster at an address. `ask` throws {Failure} `source_unavailable`, or `configuration` when the key is refused. */
export function createCluster(
  source: string,
  place: { url: string; apiKey: string | undefined },
  clock: Clock,
): ElasticsearchCluster {
  const client = createElasticsearchClient({ url: place.url, ...(place.apiKey && { apiKey: place.apiKey }) })
  const judge = (error: unknown) => ({ retryable: !(error instanceof Failure), failure: failureOf(source, error) })
  return {
    ask: (request) => withRetries(clock, () => askOnce(client, source, request), judge),
    forget: async (request) => void (await send(client, request).catch(() => {})),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

async function askOnce(client: Client, source: string, request: Request): Promise<ClusterResponse> {
  const answer = await send(client, request)
  if (answer === 'too_long') return answer
  if (answer.status === 401 || answer.status === 403)
    throw new Failure(
      'configuration',
      `The Elasticsearch of ${source} refused the key, or what it may do: check "from" and "apiKeyFile".`,
    )
  if (PASSING.has(answer.status)) throw new Error(`status ${answer.status}`)
  return answer
}

/** The client would read an answer of any length, and round long numbers: it is read here. */
async function send(
  client: Client,
  { method, path, query, body, maxBytes = Number.POSITIVE_INFINITY }: Request,
): Promise<ClusterResponse> {
  const { statusCode, body: stream } = await client.transport.request<Readable>(
    { method, path, ...(query && { querystring: query }), ...(body && { body }) },
    { asStream: true, meta: true },
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
  if ('fault' in parsed) throw new Error('the answer is not whole JSON')
  return { status: statusCode, json: parsed.value, bytes }
}

function failureOf(source: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure(
    'source_unavailable',
    `The Elasticsearch of ${source} does not answer, is too busy, or broke off: check that it runs and that "from" names its host and port, then run the same command again.`,
    { cause: error },
  )
}
