import { Client, HttpConnection } from '@elastic/elasticsearch'

const REQUEST_TIMEOUT_MS = 30_000

/** How to reach Elasticsearch. `ca` is the content of a PEM file, not its path. */
export type ElasticsearchPlace = { url: string; apiKey?: string; ca?: string }

/** The alias the games are searched through, and the client that reaches it. */
export type Elasticsearch = { client: Client; alias: string }

/** The alias of an ordinary installation; tests take another. */
export const GAMES_ALIAS = 'vestimlib-games'

/**
 * The one place an Elasticsearch client is made. Nothing is sent before the first call.
 *
 * The connection is named because the client's default one fails on every call under Bun. The client tries nothing again:
 * it would wait for seconds, where the indexer and the relay have their own patience and a search has Postgres.
 */
export const createElasticsearchClient = ({ url, apiKey, ca }: ElasticsearchPlace): Client =>
  new Client({
    node: url,
    Connection: HttpConnection,
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxRetries: 0,
    ...(apiKey && { auth: { apiKey } }),
    ...(ca && { tls: { ca } }),
  })
