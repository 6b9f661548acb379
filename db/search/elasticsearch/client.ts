import { Client } from '@elastic/elasticsearch'
import { unwatched, type WatchCalls } from '#db/store-call'
import { DEADLINES_MS, LARGEST_RESPONSE } from './deadlines'
import { watchedConnection } from './watched-connection'

/** Address of Elasticsearch and how to authenticate. `ca` is the content of a PEM file, not its path. */
export type ElasticsearchPlace = { url: string; apiKey?: string; ca?: string }

/** A client and the alias of the index of games. */
export type Elasticsearch = { client: Client; alias: string }

/**
 * Creates an Elasticsearch client; nothing else in the project does. Sends nothing before the first call.
 *
 * No retries in the client, which would wait for seconds: the indexer and the relay retry by themselves, and a search falls back to
 * Postgres.
 * `watch` is told of each request.
 */
export const createElasticsearchClient = (
  { url, apiKey, ca }: ElasticsearchPlace,
  watch: WatchCalls = unwatched,
): Client =>
  new Client({
    node: url,
    Connection: watchedConnection(watch),
    requestTimeout: DEADLINES_MS.ask,
    maxResponseSize: LARGEST_RESPONSE,
    maxRetries: 0,
    ...(apiKey && { auth: { apiKey } }),
    ...(ca && { tls: { ca } }),
  })
