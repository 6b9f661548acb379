import { join } from 'node:path'
import { openPostgres } from '#db/postgres/server'
import { timed } from '#tests/bench/measure'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { runSeed } from '#tests/support/seed-process'
import type { ServiceProcess } from '#tests/support/service-process'
import { atOnce } from '../load/client'
import { listSlugs } from '../load/requests'
import { listDecisionStates } from '../soak/ledger'
import { override, serveCatalogue } from './driving'
import { allOf, type Outcome, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE, type World } from './world'

/** Carries out decisions until the service is killed. Returns the ids of those that were acknowledged. */
async function decideUntilKilled(service: ServiceProcess, slugs: readonly string[]): Promise<string[]> {
  const acknowledged: string[] = []
  const decide = async (slug: string) => {
    for (let turn = 0; ; turn++) {
      const { status, text } = await override(service, slug, `${slug} ${turn} of ${service.pid}`)
      if (status === 0) return
      if (status === 200) acknowledged.push((JSON.parse(text) as { id: string }).id) // safe: a decision
    }
  }
  const clients = Promise.all(slugs.map(decide))
  await Bun.sleep(1500)
  service.signal('SIGKILL')
  await clients
  return acknowledged
}

/** Scenarios of loads at once, and of processes that crash. */
export const CRASH_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F02',
    fault: 'four loads of one source start at once',
    promise: 'one loads, the others end with exit code 4 or find nothing changed',
    needs: ['postgres'],
    async run(world) {
      const DATABASE_URL = await world.catalogue()
      const file = join(import.meta.dir, '..', '..', '..', 'seed', 'demo', 'metacritic.csv')
      const loads = await atOnce(4, () => runSeed(['metacritic', file, '--quiet'], { DATABASE_URL }))
      const exits = loads.map(({ exit }) => exit).sort()
      return part(
        exits.includes(0) && exits.every((exit) => exit === 0 || exit === 4),
        `exit codes ${exits.join(', ')}`,
      )
    },
  },
  {
    id: 'F03',
    fault: 'kill -9 of the service during decisions',
    promise: 'every acknowledged decision is there after a restart',
    needs: ['postgres'],
    async run(world) {
      let acknowledged: string[] = []
      {
        await using service = await serveCatalogue(world)
        acknowledged = await decideUntilKilled(service, (await listSlugs(service)).slice(30, 34))
      }
      await using service = await serveCatalogue(world)
      const ids = new Set((await listDecisionStates(service)).map(({ id }) => id))
      const lost = acknowledged.filter((id) => !ids.has(id))
      return part(lost.length === 0 && acknowledged.length > 0, `${lost.length} of ${acknowledged.length} lost`)
    },
  },
  {
    id: 'F05',
    fault: 'Postgres crashes during a load, three times',
    promise: 'the load ends with exit code 1 and a sentence; repeated, it gives the catalogue of an uninterrupted load',
    needs: ['postgres'],
    run: loadThroughCrashes,
  },
]

const METACRITIC = ['metacritic', join(import.meta.dir, '..', '..', '..', 'seed', 'demo', 'metacritic.csv'), '--quiet']

/** A load that is not told of the crash would wait for ever. */
const LONGEST_LOAD_MS = 60_000

async function loadThroughCrashes(world: World): Promise<Outcome> {
  const server = await world.postgres()
  await world.catalogue()
  const copy = async (name: string) => {
    await server.run(`drop database if exists ${name} with (force)`)
    await server.run(`create database ${name} template ${CATALOGUE_DATABASE}`)
    // Before a checkpoint the sequences of a copied database go back in a crash: Postgres does not log their first steps.
    await server.run('checkpoint')
    return server.databaseUrl(name)
  }
  const [whole, crashed] = [await copy('whole'), await copy('crashed')]
  const took = await timed(() => runSeed(METACRITIC, { DATABASE_URL: whole }))
  const exits: number[] = []
  for (const share of [0.3, 0.5, 0.7]) {
    const load = runSeed(METACRITIC, { DATABASE_URL: crashed }, { timeoutMs: LONGEST_LOAD_MS })
    await Bun.sleep(took * share)
    await server.restart('immediate')
    exits.push((await load).exit)
  }
  const last = await runSeed(METACRITIC, { DATABASE_URL: crashed }, { timeoutMs: LONGEST_LOAD_MS })
  const same = (await hashOf(whole)) === (await hashOf(crashed))
  return allOf(
    part(
      exits.every((exit) => exit === 0 || exit === 1) && last.exit === 0,
      `exit codes ${exits.join(', ')}, then ${last.exit} ${last.err.trim()}`.trim(),
    ),
    part(same, `the catalogues ${same ? 'are equal' : 'differ'}`),
  )
}

async function hashOf(url: string): Promise<string> {
  await using database = await openPostgres(url)
  return await catalogueHash(database.db)
}
