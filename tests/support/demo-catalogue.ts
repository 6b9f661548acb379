import { join } from 'node:path'
import { openPostgres } from '#db/postgres/server'
import { runSeed } from './seed-process'

const DEMO = join(import.meta.dir, '..', '..', 'seed', 'demo')

/** Loads of the bundled sample: source and file. */
export const DEMO_LOADS: readonly (readonly [source: string, path: string])[] = [
  ['vgsales', join(DEMO, 'vgsales.csv')],
  ['metacritic', join(DEMO, 'metacritic.csv')],
  ['steamspy', join(DEMO, 'steamspy')],
]

/** Migrates an empty database and loads these sources of the sample. (Default: all, 5,700 games) */
export async function loadDemo(url: string, loads = DEMO_LOADS): Promise<void> {
  {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
  }
  for (const [source, path] of loads) {
    const { exit, err } = await runSeed([source, path, '--quiet'], { DATABASE_URL: url })
    if (exit !== 0) throw new Error(`the sample cannot be loaded: ${err}`)
  }
}
