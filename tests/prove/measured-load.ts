import { join } from 'node:path'
import { openPostgres } from '#db/postgres/server'
import { watchMemory } from '#tests/bench/measure'
import { spawnSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

/** Result of a load: exit code, output, counts, duration, and the peak memory of its process. */
export type Loaded = {
  exit: number
  said: string
  read: number
  accepted: number
  quarantined: number
  seconds: number
  peakMegabytes: number
}

/** Writes a configuration that declares one source named `generated` and returns its path. */
export async function declare(folder: string, entry: Record<string, unknown>): Promise<string> {
  const path = join(folder, 'vestimlib.config.json')
  await Bun.write(path, JSON.stringify({ sources: [{ name: 'generated', ...entry }] }))
  return path
}

/** Loads the source `generated` of a configuration in a separate process, into a new database that is dropped afterwards. */
export async function loadMeasured(server: string, config: string): Promise<Loaded> {
  const url = await createBareDatabase(server)
  try {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
    const started = performance.now()
    const child = spawnSeed(['generated', '--config', config, '--json', '--quiet'], { DATABASE_URL: url })
    const peak = watchMemory(child.pid)
    const [out, err, exit] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ])
    const seconds = (performance.now() - started) / 1000
    return { exit, said: `${out}${err}`.trim(), ...countsOf(out), seconds, peakMegabytes: peak() }
  } finally {
    await dropDatabase(server, url)
  }
}

function countsOf(out: string): { read: number; accepted: number; quarantined: number } {
  const last = out.trim().split('\n').at(-1)
  const { read = 0, accepted = 0, quarantined = 0 } = last ? JSON.parse(last) : {}
  return { read, accepted, quarantined }
}
