import { restoreBackup } from '#db/backup/restore'
import { connect, openDatabase } from '#db/connect'
import { explainStore } from '#db/postgres/failure'
import type { Ledger } from '#db/privacy/erase-again'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { rebuildIndex } from '#db/search/rebuild'
import { refreshGraph } from '#db/similar/graph'
import type { Stores } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import { findErasures, keepErasures, type LedgerOptions } from './ledger'
import { orStoreInUse } from './store-in-use'

type Context = { signal: AbortSignal; say: (line: string) => void } & LedgerOptions

/**
 * Restores a backup into the configured database, which must be empty, erases what was erased since, then builds the search index anew, and
 * says what it did.
 *
 * @throws {Failure} `store_in_use` if another process has the embedded store open; `index_failed` if the database is restored but
 * the index is not built; and as `restoreBackup`
 */
export async function restore(config: Config, folder: string, { signal, say, ...options }: Context): Promise<void> {
  const ledger = await findErasures(config, options, say)
  await restoreDatabase(config, folder, { signal, say }, ledger)
  await keepErasures(config, ledger ?? NONE)
  await using stores = await connect(config)
  await upsertVocabulary(stores.db)
  if (stores.elasticsearch) await index(stores, stores.elasticsearch, { signal, say })
  say('The catalogue can be served. Building the graph of similar games, which takes minutes if there are many:')
  say(`${await refreshGraph(stores)} games are in it.`)
}

async function index(stores: Stores, elasticsearch: Elasticsearch, { signal, say }: Context): Promise<void> {
  say('building the search index')
  const { games } = await rebuildIndex(stores, elasticsearch, { signal }).catch((error: unknown) => {
    throw new Failure(
      'index_failed',
      'The database is restored, but the search index could not be built: run bun run seed index --rebuild once Elasticsearch answers.',
      { cause: error },
    )
  })
  say(`Indexed ${games} games.`)
}

const NONE: Ledger = { lines: [], keys: [] }

async function restoreDatabase(
  config: Config,
  folder: string,
  { signal, say }: Context,
  ledger: Ledger | undefined,
): Promise<void> {
  await using database = await orStoreInUse(() => openDatabase(config))
  const { tables, contentHash, takenAt } = await restoreBackup(database, folder, {
    signal,
    onStep: say,
    ...(ledger && { ledger }),
  }).catch(explainStore)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  say(`Restored ${rows} rows of ${tables.length} tables, as they were at ${takenAt}. Content ${contentHash}.`)
}
