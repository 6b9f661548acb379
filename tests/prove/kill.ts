import { openPostgres } from '#db/postgres'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createRandom } from '#tests/support/random'
import { runSeed, type SeedEnvironment, spawnSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

/** What is loaded, how often it is killed, and the seed that decides when. */
export type KillProof = {
  server: string
  loads: readonly (readonly string[])[]
  kills: number
  seed: number
  say: (line: string) => void
}

/**
 * Loads the same input twice, once uninterrupted and once killed with SIGKILL at random moments and run again each time,
 * and answers both catalogues' hashes: the proof holds when they are equal.
 */
export async function proveKill(proof: KillProof): Promise<{ uninterrupted: string; killed: string; kills: number }> {
  const { server } = proof
  const [plain, struck] = [await migrated(server), await migrated(server)]
  try {
    const started = performance.now()
    for (const load of proof.loads) await finish(load, { DATABASE_URL: plain })
    const lasted = performance.now() - started
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

/** Kills each load at random moments of the time an uninterrupted one takes, then lets it finish. */
async function loadKilled({ loads, kills, seed, say }: KillProof, url: string, lastedMs: number): Promise<number> {
  const random = createRandom(seed)
  let done = 0
  for (const [at, load] of loads.entries()) {
    const share = Math.ceil((kills * (at + 1)) / loads.length)
    while (done < share) {
      const afterMs = Math.round((random() * lastedMs) / loads.length)
      say(
        `kill ${++done}: ${load[0]} after ${afterMs} ms, ${(await killAfter(load, url, afterMs)) ? 'struck' : 'had ended'}`,
      )
    }
    await finish(load, { DATABASE_URL: url })
  }
  return done
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
  return catalogueHash(database.db)
}
