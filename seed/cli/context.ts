import { connect } from '#db/connect'
import { workingFailure } from '#db/postgres/failure'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'

/**
 * Context of every command: configuration, the signal to stop, and printing of one line on standard output (`out`) and on standard
 * error (`note`). A line may hold any characters of a list; printing escapes those that a terminal obeys.
 */
export type CommandContext = {
  config: Config
  out: (line: string) => void
  /** Writes bytes to standard output as they are, and resolves when there is room for more. @throws {Failure} `interrupted` if its reader has gone */
  outBytes: (bytes: Uint8Array) => Promise<void>
  note: (line: string) => void
  signal: AbortSignal
}

/**
 * Opens the configured stores, runs `work` and closes them.
 *
 * @throws {Failure} as `connect` and `work`; `store_unreachable` or `store_refused` if Postgres fails meanwhile
 */
export async function withStores<T>({ config }: CommandContext, work: (stores: Stores) => Promise<T>): Promise<T> {
  await using stores = await connect(config)
  try {
    return await work(stores)
  } catch (error) {
    throw workingFailure(error) ?? error
  }
}

/** Returns the configured search index. @throws {Failure} `configuration` if there is none */
export function requireElasticsearch(stores: Stores): Elasticsearch {
  if (stores.elasticsearch) return stores.elasticsearch
  throw new Failure(
    'configuration',
    'There is no search index: ELASTICSEARCH_URL is not set, and searches use Postgres.',
  )
}
