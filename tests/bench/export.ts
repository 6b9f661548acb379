import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { exportSql } from '#db/export/statement'
import type { GameCriteria } from '#db/game/criteria'
import { openPostgres } from '#db/postgres/server'
import { rowsOf } from '#db/stores'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { authorizationOf, startService } from '#tests/support/service-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { median, type Ratio, timed, watchMemory } from './measure'

const GAMES = 100_000
const ROUNDS = 5
const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson', parquet: 'application/vnd.apache.parquet' }
const EVERYTHING: GameCriteria = { groups: [], none: [], games: GAMES }

/**
 * Compares exports of 100,000 generated games with `psql \copy` of the very same statement to a file, in alternating rounds. One of
 * the ten sources may not be redistributed: about one game in ten is judged by its records.
 */
export async function benchExport(server: string, scratch: string): Promise<Ratio[]> {
  const url = await createBareDatabase(server)
  try {
    const statement = await fill(url)
    await using service = await startService({ DATABASE_URL: url, DATA_DIR: join(scratch, 'data') })
    const memory = watchMemory(service.pid)
    const times = { copy: [] as number[], csv: [] as number[], ndjson: [] as number[], parquet: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      times.copy.push(await timed(() => psqlExport(url, statement, join(scratch, 'copied.csv'))))
      for (const format of ['csv', 'ndjson', 'parquet'] as const)
        times[format].push(await timed(() => download(service.origin, TYPES[format], join(scratch, 'exported'))))
    }
    const peak = memory()
    const copy = median(times.copy)
    const ratioOf = (format: keyof typeof TYPES, target: string): Ratio => ({
      what: `export as ${format} against psql \\copy of the same statement`,
      value: copy / median(times[format]),
      target,
      detail: `${GAMES} games: psql ${range(times.copy)} ms, export ${range(times[format])} ms; peak of the service ${peak.toFixed(0)} MB`,
    })
    return [ratioOf('csv', 'at least .50'), ratioOf('ndjson', 'no bound'), ratioOf('parquet', 'no bound')]
  } finally {
    await dropDatabase(server, url)
  }
}

const range = (times: readonly number[]) =>
  `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)})`

/** Fills the database and returns the statement of an export of everything. */
async function fill(url: string): Promise<string> {
  await using database = await openPostgres(url)
  await database.migrations.migrate()
  await generateCatalogue(database, GAMES)
  await database.db.execute(sql`update source set redistributable = false where slug = 'source-10'`)
  const restricted = await rowsOf<{ id: number }>(database.db, sql`select id from source where not redistributable`)
  const query = exportSql(
    EVERYTHING,
    restricted.map(({ id }) => id),
  )
  return new PgDialect().sqlToQuery(query).sql
}

async function psqlExport(url: string, statement: string, file: string): Promise<void> {
  const copy = `\\copy (${statement.replaceAll(/\s+/g, ' ')}) to '${file}' csv header`
  const psql = Bun.spawn(['psql', '-q', url, '-c', copy], { stdout: 'ignore' })
  if ((await psql.exited) !== 0) throw new Error('psql failed: check that it is installed.')
}

async function download(origin: string, accept: string, file: string): Promise<void> {
  const headers = { ...(await authorizationOf('export')), accept, 'accept-encoding': 'identity' }
  const response = await fetch(`${origin}/v1/export/games`, { headers })
  if (response.status !== 200) throw new Error(`the export was answered with ${response.status}`)
  await Bun.write(file, response)
}
