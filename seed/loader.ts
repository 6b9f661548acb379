import { connect } from '#db/connect'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary'
import type { Config } from '#lib/config'

/** What every command of the loader is given. */
export type Loader = { config: Config; out: (line: string) => void; signal: AbortSignal }

/** Opens the stores of the configuration, ready to be loaded, for as long as `work` lasts. */
export async function withStores<T>({ config }: Loader, work: (stores: Stores) => Promise<T>): Promise<T> {
  await using stores = await connect(config)
  await upsertVocabulary(stores.db)
  return await work(stores)
}
