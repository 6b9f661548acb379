import { Client } from '@elastic/elasticsearch'
import { FetchConnection } from './connection'
import { DEADLINES_MS, LARGEST_RESPONSE } from './deadlines'

/** Address of Elasticsearch and how to authenticate. `ca` is the content of a PEM file, not its path. */
export type ElasticsearchPlace = { url: string; apiKey?: string; ca?: string }

/** A client and the alias of the index of games. */
export type Elasticsearch = { client: Client; alias: string }

/**
 * Creates an Elasticsearch client; nothing else in the project does. Sends nothing before the first call.
 *
 * No retries in the client, which would wait for seconds: the indexer and the relay retry by themselves, and a search falls back to
 * Postgres.
 */
export const createElasticsearchClient = ({ url, apiKey, ca }: ElasticsearchPlace): Client =>
  new Client({
    node: url,
    Connection: FetchConnection,
    requestTimeout: DEADLINES_MS.ask,
    maxResponseSize: LARGEST_RESPONSE,
    maxRetries: 0,
    ...(apiKey && { auth: { apiKey } }),
    ...(ca && { tls: { ca } }),
  })
