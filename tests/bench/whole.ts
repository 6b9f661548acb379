import { join } from 'node:path'
import { openPostgres } from '#db/postgres'
import { spawnSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type Ratio, watchMemory } from './measure'

const TIMES = 10

/** A whole run, read to indexed, over ten times the records against once, and the most memory the loader ever held. */
export async function benchWhole(
  server: string,
  elasticsearch: string,
  csv: string,
  scratch: string,
): Promise<Ratio[]> {
  const text = await Bun.file(csv).text()
  const once = await wholeRun(server, elasticsearch, text, join(scratch, 'once.csv'))
  const tenfold = await wholeRun(server, elasticsearch, manifold(text), join(scratch, 'tenfold.csv'))
  const detail = `${once.seconds.toFixed(1)} s and ${tenfold.seconds.toFixed(1)} s`
  return [
    { what: 'whole run, 10x the records', value: tenfold.seconds / once.seconds, target: 'at most 12', detail },
    {
      what: 'peak memory of the loader at 10x, MB',
      value: tenfold.peakMegabytes,
      target: 'under 400',
      detail: `${once.peakMegabytes.toFixed(0)} MB at 1x`,
    },
  ]
}

/** The same rows as ten different games each. */
function manifold(text: string): string {
  const [header, ...rows] = text.trimEnd().split('\n')
  const words = ['', 'Alpha ', 'Bravo ', 'Charlie ', 'Delta ', 'Echo ', 'Foxtrot ', 'Golf ', 'Hotel ', 'India ']
  const lines = [header]
  for (const word of words.slice(0, TIMES))
    for (const row of rows) lines.push(row.replace(/^(\d+),("?)/, `$1,$2${word}`))
  return `${lines.join('\n')}\n`
}

async function wholeRun(
  server: string,
  elasticsearch: string,
  text: string,
  file: string,
): Promise<{ seconds: number; peakMegabytes: number }> {
  await Bun.write(file, text)
  const url = await createBareDatabase(server)
  {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
  }
  const started = performance.now()
  const child = spawnSeed(['vgsales', file, '--quiet'], { DATABASE_URL: url, ELASTICSEARCH_URL: elasticsearch })
  const peak = watchMemory(child.pid)
  const exit = await child.exited
  const seconds = (performance.now() - started) / 1000
  if (exit !== 0) throw new Error(`the run ended with ${exit}: ${await new Response(child.stderr).text()}`)
  await dropDatabase(server, url)
  return { seconds, peakMegabytes: peak() }
}
