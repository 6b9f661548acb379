import { Client, HttpConnection } from '@elastic/elasticsearch'

const REQUEST_TIMEOUT_MS = 30_000

/** Address of Elasticsearch and how to authenticate. `ca` is the content of a PEM file, not its path. */
export type ElasticsearchPlace = { url: string; apiKey?: string; ca?: string }

/** A client and the alias of the index of games. */
export type Elasticsearch = { client: Client; alias: string }

/** Alias of an ordinary installation. Tests use others. */
export const GAMES_ALIAS = 'vestimlib-games'

/**
 * Creates an Elasticsearch client; nothing else in the project does. Sends nothing before the first call.
 *
 * `HttpConnection`, because the default `UndiciConnection` fails on every call under Bun. No retries in the client, which would wait
 * for seconds: the indexer and the relay retry by themselves, and a search falls back to Postgres.
 *
 * @see https://github.com/oven-sh/bun/issues/7920
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
