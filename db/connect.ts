import { readFileSync } from 'node:fs'
import { openEmbedded } from '#db/postgres/embedded'
import { type Database, openPostgres } from '#db/postgres/server'
import { createElasticsearchClient, type Elasticsearch, GAMES_ALIAS } from '#db/search/elasticsearch/client'
import { createSearch, type SearchOptions } from '#db/search/search'
import { Failure } from '#lib/errors'
import type { Stores } from './stores'

/** The address of Postgres: the URL of a server or, without one, the directory of the embedded store. */
export type DatabaseAddress = { databaseUrl: string | undefined; dataDir: string }

/** The addresses of all stores, and the credentials of Elasticsearch. */
export type StoreAddresses = DatabaseAddress & {
  elasticsearchUrl: string | undefined
  elasticsearchApiKey: string | undefined
  elasticsearchCaFile: string | undefined
}

/**
 * Opens Postgres, a server or embedded, without checking its schema.
 *
 * @throws {Failure} `store_unreachable`, `store_refused`, `store_busy`, `configuration`
 */
export const openDatabase = ({ databaseUrl, dataDir }: DatabaseAddress): Promise<Database> =>
  databaseUrl ? openPostgres(databaseUrl) : openEmbedded({ directory: dataDir })

/**
 * Opens every configured store. Migrates the embedded one; a server that lacks a migration is refused.
 *
 * Sends no request to Elasticsearch, which may be down when we start and come back later.
 *
 * @throws {Failure} `configuration`, `store_unreachable`, `store_refused`, `store_busy`, `schema_mismatch`
 */
export async function connect(addresses: StoreAddresses, options: SearchOptions = {}): Promise<Stores> {
  const elasticsearch = elasticsearchOf(addresses)
  const database = await openDatabase(addresses)
  await prepare(database).catch(async (error: unknown) => {
    await database[Symbol.asyncDispose]()
    throw error
  })
  return withSearch(database, elasticsearch, options)
}

/** Returns the stores made of an open database and, if configured, Elasticsearch. Closing them closes both. */
export function withSearch(
  database: Database,
  elasticsearch: Elasticsearch | undefined,
  options: SearchOptions = {},
): Stores {
  const search = createSearch(database.db, elasticsearch, options)
  if (!elasticsearch) return { ...database, search }
  return {
    ...database,
    search,
    elasticsearch,
    async [Symbol.asyncDispose]() {
      await elasticsearch.client.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function prepare({ mode, migrations }: Database): Promise<void> {
  if (mode === 'embedded') await migrations.migrate()
  else if ((await migrations.pending()).length > 0)
    throw new Failure('schema_mismatch', 'The database is behind this release: run bun run migrate first.')
}

function elasticsearchOf(addresses: StoreAddresses): Elasticsearch | undefined {
  const { elasticsearchUrl, elasticsearchApiKey, elasticsearchCaFile } = addresses
  if (!elasticsearchUrl) return undefined
  const apiKey = elasticsearchApiKey && { apiKey: elasticsearchApiKey }
  const ca = elasticsearchCaFile && { ca: readCertificate(elasticsearchCaFile) }
  return { client: createElasticsearchClient({ url: elasticsearchUrl, ...apiKey, ...ca }), alias: GAMES_ALIAS }
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const message =
      'ELASTICSEARCH_CA_FILE names a file that cannot be read: check that it exists and that you may read it.'
    throw new Failure('configuration', message, { cause: error })
  }
}
