import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { asServerUser } from '#tests/ops/server-user'
import { runSeed } from '#tests/support/seed-process'
import { type ServiceProcess, startService } from '#tests/support/service-process'
import { askService } from '../load/client'
import { listSlugs, readMany } from '../load/requests'
import { fillDisk, mountTmpfs } from './disks'
import { endsOn, override } from './driving'
import { allOf, allWithin, part, type Scenario, seconds } from './scenario'
import { CATALOGUE_DATABASE, type World } from './world'

const SAMPLE = join(import.meta.dir, '..', '..', '..', 'seed', 'demo', 'vgsales.csv')

const isBare = (text: string) => /\n\s+at |\bat .*:\d+:\d+/.test(text)

/** Runs the service to its end. Returns exit code, output and duration; `undefined` as exit code if it has not ended within 30 s. */
async function runToEnd(environment: Record<string, string>) {
  const started = performance.now()
  const root = join(import.meta.dir, '..', '..', '..')
  const child = Bun.spawn([process.execPath, join(root, 'src', 'index.ts'), 'start'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...environment },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  })
  const exit = await Promise.race([child.exited, Bun.sleep(30_000).then(() => undefined)])
  const tookMs = performance.now() - started
  child.kill('SIGKILL')
  return { exit, tookMs, said: (await new Response(child.stderr).text()).trim() }
}

const toldWell = ({ exit, tookMs, said }: { exit: number | undefined; tookMs: number; said: string }) =>
  part(
    exit === 1 && said.length > 0 && !isBare(said),
    `exit code ${exit ?? 'none, still running'} after ${seconds(tookMs)}, ${isBare(said) ? 'a bare stack' : `"${said.slice(0, 160)}"`}`,
  )

/** Scenarios of full disks below the stores. */
export const DISK_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F11',
    fault: 'the disk of the database is full',
    promise:
      'reads answer 200, decisions 200 or 503, a load ends with exit code 1 and a sentence; both go on once there is room',
    needs: ['postgres', 'root', 'mount'],
    run: fullTablespace,
  },
  {
    id: 'full-start',
    fault: 'the embedded store is to be created on a full disk',
    promise: 'one sentence, exit code 1, within 30 s',
    needs: ['root', 'mount'],
    async run({ folder }) {
      const place = join(folder, 'full-start')
      await using _disk = await mountTmpfs(place, 8)
      await fillDisk(place, { leaving: 2_000_000 })
      return toldWell(await runToEnd({ DATA_DIR: join(place, 'data') }))
    },
  },
  {
    id: 'full-embedded',
    fault: 'the disk of the embedded store becomes full while it serves',
    promise: 'reads answer 200, decisions 200 or 503, SIGTERM ends it within 22 s, it starts again once there is room',
    needs: ['root', 'mount'],
    run: fullEmbedded,
  },
  {
    id: 'full-load',
    fault: 'a load into the embedded store on a full disk',
    promise: 'one sentence, exit code 1, and the same command loads everything once there is room',
    needs: ['root', 'mount'],
    async run({ folder }) {
      const place = join(folder, 'full-load')
      await using _disk = await mountTmpfs(place, 500)
      const environment = { DATA_DIR: join(place, 'data') }
      const first = await runSeed(['vgsales', SAMPLE, '--limit', '100', '--quiet'], environment)
      const ballast = await fillDisk(place, { leaving: 1_000_000 })
      const started = performance.now()
      const full = await runSeed(['vgsales', SAMPLE, '--quiet'], environment)
      const told = toldWell({ exit: full.exit, tookMs: performance.now() - started, said: full.err.trim() })
      await Bun.file(ballast).delete()
      const again = await runSeed(['vgsales', SAMPLE, '--quiet'], environment)
      return allOf(
        part(first.exit === 0, `first load ${first.exit}`),
        told,
        part(again.exit === 0, `with room: exit code ${again.exit} ${again.err.slice(0, 120)}`),
      )
    },
  },
]

async function fullTablespace(world: World) {
  const server = await world.postgres()
  await world.catalogue()
  const place = join(world.folder, 'tablespace')
  await chmod(world.folder, 0o755)
  await using _disk = await mountTmpfs(place, 500)
  await asServerUser(`mkdir -m 0700 '${place}/space'`)
  await server.run(`create tablespace small location '${place}/space'`)
  try {
    await server.run(`create database small template ${CATALOGUE_DATABASE} tablespace small`)
    const environment = { DATABASE_URL: server.databaseUrl('small') }
    // The first connection to a database writes a cache of its catalogue, without which none can be opened.
    await server.run('select 1', 'small')
    const ballast = await fillDisk(place)
    await using service = await startService(environment)
    const slugs = (await listSlugs(service)).slice(0, 20)
    const reads = await readMany(service)
    const decided = []
    for (const slug of slugs) decided.push(await override(service, slug, `${slug} ${'x'.repeat(100)}`))
    const metacritic = join(SAMPLE, '..', 'metacritic.csv')
    const full = await runSeed(['metacritic', metacritic, '--quiet'], environment)
    await Bun.file(ballast).delete()
    const again = await runSeed(['metacritic', metacritic, '--quiet'], environment)
    return allOf(
      allWithin(reads, [200]),
      allWithin(decided, [200, 503]),
      part(
        full.exit === 1 && !isBare(full.err),
        `load: exit code ${full.exit}, ${isBare(full.err) ? 'a bare stack' : `"${full.err.trim().slice(0, 160)}"`}`,
      ),
      part(again.exit === 0, `with room: exit code ${again.exit}`),
      allWithin([await override(service, slugs[0] ?? '', 'With room')], [200], 10_000),
    )
  } finally {
    await server.run('drop database if exists small with (force)')
    await server.run('drop tablespace small')
  }
}

async function fullEmbedded(world: World) {
  const place = join(world.folder, 'full-embedded')
  await using _disk = await mountTmpfs(place, 500)
  const environment = { DATA_DIR: join(place, 'data') }
  const loaded = await runSeed(['vgsales', SAMPLE, '--limit', '500', '--quiet'], environment)
  if (loaded.exit !== 0) return part(false, `load: exit code ${loaded.exit} ${loaded.err.slice(0, 200)}`)
  const serve = (): Promise<ServiceProcess> => startService(environment)
  await using service = await serve()
  const slugs = (await listSlugs(service, 50)).slice(0, 10)
  const ballast = await fillDisk(place)
  const reads = await readMany(service)
  const decided = []
  for (const slug of slugs) decided.push(await override(service, slug, `${slug} ${'x'.repeat(100)}`))
  const live = await askService(service, '/health/live')
  const ended = await endsOn(service, 'SIGTERM')
  await Bun.file(ballast).delete()
  await using again = await serve()
  return allOf(
    allWithin(reads, [200]),
    allWithin(decided, [200, 503]),
    allWithin([live], [200]),
    ended,
    allWithin(await readMany(again), [200]),
  )
}
