import { type BreakablePostgres, startBreakablePostgres } from '#tests/ops/breakable-postgres'
import { postgresPrograms } from '#tests/ops/own-postgres'
import { DEMO_LOADS, loadDemo } from '#tests/support/demo-catalogue'

/** Database of the scenarios. */
export const CATALOGUE_DATABASE = 'catalogue'

/** Places of the scenarios: a Postgres server of their own with a catalogue, an Elasticsearch, and a folder. */
export type World = AsyncDisposable & {
  folder: string
  elasticsearch: string
  /** Returns the server, which is started by the first call. Every scenario must leave it mended. */
  postgres: () => Promise<BreakablePostgres>
  /** Returns the URL of a database of that server with a list of 4,500 games. */
  catalogue: () => Promise<string>
}

/** Creates the places, below `folder`. */
export function createWorld(folder: string): World {
  let server: Promise<BreakablePostgres> | undefined
  let loaded: Promise<string> | undefined
  const postgres = () => {
    server ??= startBreakablePostgres(postgresPrograms() ?? '')
    return server
  }
  return {
    folder,
    elasticsearch: process.env.TEST_ELASTICSEARCH_URL ?? '',
    postgres,
    catalogue: () => {
      loaded ??= postgres().then(loadCatalogue)
      return loaded
    },
    async [Symbol.asyncDispose]() {
      await (await server)?.[Symbol.asyncDispose]()
    },
  }
}

async function loadCatalogue(server: BreakablePostgres): Promise<string> {
  await server.run(`create database ${CATALOGUE_DATABASE}`)
  const url = server.databaseUrl(CATALOGUE_DATABASE)
  await loadDemo(url, DEMO_LOADS.slice(0, 1))
  return url
}
