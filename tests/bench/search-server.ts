import { openPostgres } from '#db/postgres/server'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { createSearch } from '#db/search/search'
import { createApp } from '#src/app'
import { listen } from '#src/http/listen'
import { SECRET } from './contestant'

/** Serves an index of the benchmark; its name is the first argument. */
const { DATABASE_URL = '', ELASTICSEARCH_URL = '' } = process.env
const database = await openPostgres(DATABASE_URL)
const client = createElasticsearchClient({ url: ELASTICSEARCH_URL })
const stores = { ...database, search: createSearch(database.db, { client, alias: process.argv[2] ?? '' }) }
const config = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: undefined,
  metricsToken: undefined,
  trustedProxies: [],
  allowedHosts: [],
  corsOrigins: [],
  jwtSecretPrevious: undefined,
  guest: 'off' as const,
  registration: 'closed' as const,
  dataDir: '.vestimlib',
}
const app = createApp({ stores, config: { ...config, jwtSecret: SECRET } })
process.stdout.write(`${listen(app, config).url}\n`)
