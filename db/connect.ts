import { readFileSync } from 'node:fs'
import { openEmbedded } from '#db/postgres/embedded'
import { type Database, openPostgres } from '#db/postgres/server'
import { createElasticsearchClient, type Elasticsearch, GAMES_ALIAS } from '#db/search/elasticsearch/client'
import { createSearch, type SearchOptions } from '#db/search/search'
import { Failure } from '#lib/errors'
import type { Stores } from './stores'

/** Where Postgres is: a real one by its URL, else the embedded one in a directory. */
export type DatabasePlace = { databaseUrl: string | undefined; dataDir: string }

/** Where all stores are. */
export type StorePlaces = DatabasePlace & {
  elasticsearchUrl: string | undefined
  elasticsearchApiKey: string | undefined
  elasticsearchCaFile: string | undefined
}

/** Opens Postgres, embedded or real, without looking at its schema. */
export const openDatabase = ({ databaseUrl, dataDir }: DatabasePlace): Promise<Database> =>
  databaseUrl ? openPostgres(databaseUrl) : openEmbedded({ directory: dataDir })

/**
 * Opens every store of a configuration, with the schema at head: the embedded one brings itself there.
 *
 * Elasticsearch is not asked whether it is there: it may come and go.
 *
 * @throws {Failure} `configuration`, `store_unreachable`, `store_refused`, `store_busy`, `schema_mismatch`
 */
export async function connect(places: StorePlaces, options: SearchOptions = {}): Promise<Stores> {
  const elasticsearch = elasticsearchOf(places)
  const database = await openDatabase(places)
  await prepare(database).catch(async (error: unknown) => {
    await database[Symbol.asyncDispose]()
    throw error
  })
  return withSearch(database, elasticsearch, options)
}

/** The stores a database and, where there is one, an index make together. */
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

function elasticsearchOf(places: StorePlaces): Elasticsearch | undefined {
  const { elasticsearchUrl, elasticsearchApiKey, elasticsearchCaFile } = places
  if (!elasticsearchUrl) return undefined
  const apiKey = elasticsearchApiKey && { apiKey: elasticsearchApiKey }
  const ca = elasticsearchCaFile && { ca: readCertificate(elasticsearchCaFile) }
  return { client: createElasticsearchClient({ url: elasticsearchUrl, ...apiKey, ...ca }), alias: GAMES_ALIAS }
}

function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const message = 'ELASTICSEARCH_CA_FILE names a file that cannot be read: check that it is there and readable.'
    throw new Failure('configuration', message, { cause: error })
  }
}
