import { join } from 'node:path'
import { openPostgres } from '#db/postgres/server'
import { type BreakablePostgres, startBreakablePostgres } from '#tests/ops/breakable-postgres'
import { postgresPrograms } from '#tests/ops/own-postgres'
import { runSeed } from '#tests/support/seed-process'
import { canMount } from './disks'
import type { Need } from './scenario'

const DEMO = join(import.meta.dir, '..', '..', '..', 'seed', 'demo')
const CATALOGUE = 'catalogue'

/** Places of the scenarios: a Postgres server of their own with a catalogue, an Elasticsearch, and a folder. */
export type World = AsyncDisposable & {
  folder: string
  elasticsearch: string
  /** Returns the server, which is started by the first call. Every scenario must leave it mended. */
  postgres: () => Promise<BreakablePostgres>
  /** Returns the URL of a database of that server with a list of 4,500 games. */
  catalogue: () => Promise<string>
}

export const CATALOGUE_DATABASE = CATALOGUE

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
  await server.run(`create database ${CATALOGUE}`)
  const url = server.databaseUrl(CATALOGUE)
  {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
  }
  const { exit, err } = await runSeed(['vgsales', join(DEMO, 'vgsales.csv'), '--quiet'], { DATABASE_URL: url })
  if (exit !== 0) throw new Error(`the sample cannot be loaded: ${err}`)
  return url
}

/** Returns the reason why a scenario cannot be tried here, or `undefined` if it can. */
export async function missingNeed(needs: readonly Need[]): Promise<string | undefined> {
  if (needs.includes('postgres') && !postgresPrograms()) return 'needs the programs of .ci/services'
  if (needs.includes('elasticsearch') && !process.env.TEST_ELASTICSEARCH_URL) return 'needs TEST_ELASTICSEARCH_URL'
  if (needs.includes('root') && process.getuid?.() !== 0) return 'needs root'
  if (needs.includes('mount') && !(await canMount())) return 'needs the right to mount a tmpfs'
  return undefined
}
