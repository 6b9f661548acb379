import { openPostgres } from '#db/postgres/server'
import { timed } from '#tests/bench/measure'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createRandom } from '#tests/support/random'
import { runSeed, type SeedEnvironment, spawnSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

/** Arguments of the loads, the number of kills, and the seed of the random moments. */
export type KillProof = {
  server: string
  loads: readonly (readonly string[])[]
  kills: number
  seed: number
  say: (line: string) => void
}

/**
 * Loads the same input into two databases, once uninterrupted and once killed with SIGKILL at random moments and repeated each time.
 * Returns the hashes of both catalogues: the proof holds if they are equal.
 */
export async function proveKill(proof: KillProof): Promise<{ uninterrupted: string; killed: string; kills: number }> {
  const { server } = proof
  const [plain, struck] = [await migrated(server), await migrated(server)]
  try {
    const lasted: number[] = []
    for (const load of proof.loads) lasted.push(await timed(() => finish(load, { DATABASE_URL: plain })))
    const kills = await loadKilled(proof, struck, lasted)
    return { uninterrupted: await hashOf(plain), killed: await hashOf(struck), kills }
  } finally {
    await dropDatabase(server, plain)
    await dropDatabase(server, struck)
  }
}

async function migrated(server: string): Promise<string> {
  const url = await createBareDatabase(server)
  await using database = await openPostgres(url)
  await database.migrations.migrate()
  return url
}

async function finish(load: readonly string[], environment: SeedEnvironment): Promise<void> {
  const { exit, err } = await runSeed([...load, '--quiet'], environment)
  if (exit !== 0) throw new Error(`bun run seed ${load[0]} ended with ${exit}: ${err}`)
}

/** Share of a load that the pieces of work between the kills add up to, so that nearly every kill hits a running load. */
const SHARE_KILLED = 0.8

/** Kills each load at random moments, then lets it finish. Returns the number of kills that hit a running load. */
async function loadKilled({ loads, kills, seed, say }: KillProof, url: string, lasted: number[]): Promise<number> {
  const random = createRandom(seed)
  let struck = 0
  for (const [at, load] of loads.entries()) {
    const times = Math.ceil((kills * (at + 1)) / loads.length) - Math.ceil((kills * at) / loads.length)
    const longest = (2 * SHARE_KILLED * (lasted[at] ?? 0)) / Math.max(1, times)
    for (let time = 0; time < times; time++) {
      const afterMs = Math.round(random() * longest)
      const killed = await killAfter(load, url, afterMs)
      struck += Number(killed)
      say(`${load[0]} after ${afterMs} ms: ${killed ? 'killed' : 'had ended'}`)
    }
    await finish(load, { DATABASE_URL: url })
  }
  return struck
}

async function killAfter(load: readonly string[], url: string, afterMs: number): Promise<boolean> {
  const child = spawnSeed([...load, '--quiet'], { DATABASE_URL: url })
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  await child.exited
  clearTimeout(timer)
  return child.signalCode === 'SIGKILL'
}

async function hashOf(url: string): Promise<string> {
  await using database = await openPostgres(url)
  return await catalogueHash(database.db)
}
