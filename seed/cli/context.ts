import { connect } from '#db/connect'
import { workingFailure } from '#db/postgres/failure'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'

/** What every command of the loader is given. */
export type CommandContext = { config: Config; out: (line: string) => void; signal: AbortSignal }

/**
 * Opens the stores of the configuration for as long as `work` lasts.
 *
 * @throws {Failure} what `connect` and `work` throw; `store_unreachable` or `store_refused` where Postgres stops meanwhile
 */
export async function withStores<T>({ config }: CommandContext, work: (stores: Stores) => Promise<T>): Promise<T> {
  await using stores = await connect(config)
  try {
    return await work(stores)
  } catch (error) {
    throw workingFailure(error) ?? error
  }
}

/** Returns the search index that is configured. @throws {Failure} `configuration` when there is none */
export function requireElasticsearch(stores: Stores): Elasticsearch {
  if (stores.elasticsearch) return stores.elasticsearch
  throw new Failure('configuration', 'There is no index: ELASTICSEARCH_URL names none, and Postgres answers searches.')
}
