import { join } from 'node:path'
import { openPostgres } from '#db/postgres/server'
import { createRandom } from '#tests/support/random'
import { spawnSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { type Ratio, watchMemory } from './measure'

const TIMES = 10

/** Compares the time of a whole run (read to index) over ten times the records with one over the list, and the peak memory. */
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

/** Copies each row to ten different games: the title of each copy begins with an invented word. */
function manifold(text: string): string {
  const [header, ...rows] = text.trimEnd().split('\n')
  const random = createRandom(TIMES)
  const lines = [header, ...rows]
  for (let time = 1; time < TIMES; time++)
    for (const row of rows) lines.push(row.replace(/^(\d+),("?)/, `$1,$2${inventedWord(random)} `))
  return `${lines.join('\n')}\n`
}

const SYLLABLES = ['ba', 'do', 'fi', 'ka', 'lu', 'mo', 'ne', 'po', 'ri', 'sa', 'tu', 've', 'xo', 'zi']

const inventedWord = (random: () => number): string =>
  Array.from({ length: 3 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('')

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
