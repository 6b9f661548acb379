import { connect } from '#db/connect'
import { workingFailure } from '#db/postgres/failure'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'

/** What every command of the loader is given. */
export type Loader = { config: Config; out: (line: string) => void; signal: AbortSignal }

/**
 * Opens the stores of the configuration for as long as `work` lasts.
 *
 * @throws {Failure} what `connect` and `work` throw; `store_unreachable` or `store_refused` where Postgres stops meanwhile
 */
export async function withStores<T>({ config }: Loader, work: (stores: Stores) => Promise<T>): Promise<T> {
  await using stores = await connect(config)
  try {
    return await work(stores)
  } catch (error) {
    throw workingFailure(error) ?? error
  }
}
