import { readFileSync } from 'node:fs'
import type { DeadlineProfile } from '#db/postgres/deadlines'
import { createPostgres, type Database, openPostgres } from '#db/postgres/server'
import type { Elasticsearch } from '#db/search/elasticsearch/client'
import { createSearch, type SearchOptions } from '#db/search/search'
import type { WatchCalls } from '#db/store-call'
import { Failure } from '#lib/errors'
import type { Stores } from './stores'

/** The address of Postgres: the URL of a server or, without one, the directory of the embedded store. */
export type DatabaseAddress = { databaseUrl: string | undefined; dataDir: string }

/** The addresses of all stores, the credentials of Elasticsearch, and the alias of our index there. */
export type StoreAddresses = DatabaseAddress & {
  elasticsearchUrl: string | undefined
  elasticsearchApiKey: string | undefined
  elasticsearchCaFile: string | undefined
  elasticsearchIndex: string
}

/**
 * `profile`: the deadlines of a server of Postgres; those of the service are `serve`. (Default: `load`)
 *
 * `watch`: told of each statement and each request to Elasticsearch.
 */
export type ConnectOptions = SearchOptions & { profile?: DeadlineProfile; watch?: WatchCalls }

/**
 * Opens Postgres, a server or embedded, without checking its schema.
 *
 * @throws {Failure} `store_unreachable`, `store_refused`, `store_busy`, `configuration`
 */
export const openDatabase = ({ databaseUrl, dataDir }: DatabaseAddress): Promise<Database> =>
  databaseUrl ? openPostgres(databaseUrl) : openPglite(dataDir)

/**
 * Opens every configured store and checks Postgres. The embedded store is migrated; a server that lacks a migration is refused.
 *
 * Sends no request to Elasticsearch, which may be down when we start and come back later.
 *
 * @throws {Failure} as `openStores` and `Stores.check`
 */
export async function connect(addresses: StoreAddresses, options: ConnectOptions = {}): Promise<Stores> {
  const stores = await openStores(addresses, options)
  try {
    await stores.check()
    return stores
  } catch (error) {
    await stores[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * Opens every configured store without a request to a server, which may be down now and come back later: `check` of the stores
 * asks it. The embedded store is opened and migrated.
 *
 * @throws {Failure} `configuration`; of the embedded store also `store_refused`, `store_busy`, `schema_mismatch`
 */
export async function openStores(addresses: StoreAddresses, options: ConnectOptions = {}): Promise<Stores> {
  const { profile, watch } = options
  const elasticsearch = await elasticsearchOf(addresses, watch)
  const { databaseUrl, dataDir } = addresses
  const database = databaseUrl ? createPostgres(databaseUrl, profile, watch) : await openMigrated(dataDir, watch)
  return withSearch(database, elasticsearch, options)
}

/** Opens the embedded store. PGlite is loaded here, and the client of Elasticsearch below, because either delays the start. */
async function openPglite(directory: string, watch?: WatchCalls): Promise<Database> {
  const { openEmbedded } = await import('#db/postgres/embedded')
  return await openEmbedded({ directory }, watch)
}

async function openMigrated(directory: string, watch: WatchCalls | undefined): Promise<Database> {
  const database = await openPglite(directory, watch)
  try {
    // Not on every start: taking the lock of migrations writes, which a full disk does not allow.
    if ((await database.migrations.pending()).length > 0) await database.migrations.migrate()
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

/** Returns the stores made of an open database and, if configured, Elasticsearch. Closing them closes both. */
export function withSearch(
  database: Database,
  elasticsearch: Elasticsearch | undefined,
  options: SearchOptions = {},
): Stores {
  const search = createSearch(database.db, elasticsearch, options)
  const stores = { ...database, search, check: () => checkDatabase(database) }
  if (!elasticsearch) return stores
  return {
    ...stores,
    elasticsearch,
    [Symbol.asyncDispose]: () => elasticsearch.client.close().finally(() => database[Symbol.asyncDispose]()),
  }
}

async function checkDatabase({ check, migrations }: Database): Promise<void> {
  await check()
  if ((await migrations.pending()).length > 0)
    throw new Failure('schema_mismatch', 'The database is behind this release: run bun run migrate first.')
}

async function elasticsearchOf(
  addresses: StoreAddresses,
  watch: WatchCalls | undefined,
): Promise<Elasticsearch | undefined> {
  const { elasticsearchUrl, elasticsearchApiKey, elasticsearchCaFile, elasticsearchIndex } = addresses
  if (!elasticsearchUrl) return undefined
  const apiKey = elasticsearchApiKey && { apiKey: elasticsearchApiKey }
  const ca = elasticsearchCaFile && { ca: readCertificate(elasticsearchCaFile) }
  const { createElasticsearchClient } = await import('#db/search/elasticsearch/client')
  return {
    client: createElasticsearchClient({ url: elasticsearchUrl, ...apiKey, ...ca }, watch),
    alias: elasticsearchIndex,
  }
}

function readCertificate(path: string): string {
  const text = readCertificateFile(path)
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new Failure(
    'configuration',
    'ELASTICSEARCH_CA_FILE names a file without a certificate: name the PEM file that begins with BEGIN CERTIFICATE.',
  )
}

function readCertificateFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const message =
      'ELASTICSEARCH_CA_FILE names a file that cannot be read: check that it exists and that you may read it.'
    throw new Failure('configuration', message, { cause: error })
  }
}
