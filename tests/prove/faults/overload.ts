import { join } from 'node:path'
import { median } from '#tests/bench/measure'
import { testToken } from '#tests/support/client'
import { openSockets, residentMegabytes } from '#tests/support/process-figures'
import { type ServiceProcess, startService } from '#tests/support/service-process'
import { askService, atOnce } from '../load/client'
import type { LoadReport } from '../load/loads'
import { readMany } from '../load/requests'
import { runLoad, tellLoad } from '../load/start'
import { allOf, allWithin, type Outcome, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE, type World } from './world'

const MOST_MEGABYTES = 300
const MOST_TIMES = 2
const ROUNDS = 3
/** Below this p99 in milliseconds, a ratio measures the noise of the machine. */
const NOISE_MS = 10

const OPEN_FILES = 16_384

/** Starts the service with enough file descriptors for thousands of connections. */
const serveCrowd = async (world: World): Promise<ServiceProcess> =>
  startService(
    { DATABASE_URL: await world.catalogue() },
    { through: ['bash', '-c', `ulimit -n ${OPEN_FILES} && exec "$@"`, '--'] },
  )

/** Connections of another process. Disposing ends it. */
type Crowd = Disposable & { opened: string }

async function gather({ origin }: { origin: string }, { idle = 0, slow = 0 }): Promise<Crowd> {
  const script = join(import.meta.dir, '..', 'load', 'crowd.ts')
  const words = [process.execPath, script, new URL(origin).port, String(idle), String(slow), await testToken('curate')]
  const child = Bun.spawn(['bash', '-c', `ulimit -n ${OPEN_FILES} && exec "$@"`, '--', ...words], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const { value } = await child.stdout.getReader().read()
  return { opened: new TextDecoder().decode(value).trim(), [Symbol.dispose]: () => child.kill('SIGKILL') }
}

const sample = (service: { origin: string }): Promise<LoadReport> =>
  runLoad(service, { load: 'reads', clients: 2, seconds: 5, pauseMs: 10 })

/** Compares the p99 of other clients beside a crowd of connections with that without one, in turns. */
async function othersBeside(world: World, crowd: { idle?: number; slow?: number }): Promise<Outcome> {
  await using service = await serveCrowd(world)
  await sample(service)
  const wanted = `${crowd.idle ?? 0} ${crowd.slow ?? 0}`
  const [alone, beside]: [LoadReport[], LoadReport[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await sample(service))
    using gathered = await gather(service, crowd)
    if (gathered.opened !== wanted) return part(false, `${gathered.opened} connections of ${wanted} were accepted`)
    beside.push(await sample(service))
  }
  const before = Math.max(NOISE_MS, medianP99(alone))
  const times = medianP99(beside) / before
  const all = [...alone, ...beside]
  return allOf(
    part(
      times <= MOST_TIMES,
      `p99 ${medianP99(beside).toFixed(1)} ms, ${times.toFixed(2)} times that without (${before.toFixed(1)} ms)`,
    ),
    part(
      all.every(({ statuses }) => Object.keys(statuses).every((status) => status === '200')),
      all.map(tellLoad).join('; '),
    ),
  )
}

const medianP99 = (reports: readonly LoadReport[]): number => median(reports.map(({ p99 }) => p99))

/** Scenarios of too many, too slow and impatient clients. */
export const OVERLOAD_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F21',
    fault: '200 clients leave before their answer, while a table is locked',
    promise: 'within 5 s no statement of theirs runs and no socket of theirs is open; reads answer',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCrowd(world)
      await readMany(service)
      const before = await openSockets(service.pid)
      {
        await using _held = await server.lock('game', CATALOGUE_DATABASE)
        await atOnce(200, () => askService(service, '/v1/games?limit=5', { timeoutMs: 200 }))
        await Bun.sleep(5000)
      }
      const [row] = await server.run(
        `select count(*)::int as left from pg_stat_activity where application_name = 'vestimlib' and wait_event_type = 'Lock'`,
      )
      const after = await openSockets(service.pid)
      return allOf(
        part(row?.left === 0, `${row?.left} statements wait`),
        part(after <= before + 20, `${after} sockets, ${before} before`),
        allWithin(await readMany(service), [200]),
      )
    },
  },
  {
    id: 'F22',
    fault: '600 connections that send one byte a second',
    promise: 'the p99 of other clients at most doubles, all are answered 200',
    needs: ['postgres'],
    run: (world) => othersBeside(world, { slow: 600 }),
  },
  {
    id: 'F22b',
    fault: '5,000 idle connections',
    promise: 'the p99 of other clients at most doubles, all are answered 200',
    needs: ['postgres'],
    run: (world) => othersBeside(world, { idle: 5000 }),
  },
  {
    id: 'F24',
    fault: '2,000 clients at once',
    promise: '200 or 503 with Retry-After, live answers 200, memory below 300 MB, reads answer within 5 s after it',
    needs: ['postgres'],
    async run(world) {
      await using service = await serveCrowd(world)
      const [load, live] = await Promise.all([
        runLoad(service, { load: 'reads', clients: 2000, seconds: 6 }),
        runLoad(service, { load: 'live', clients: 1, seconds: 6, pauseMs: 50 }),
      ])
      const memory = await residentMegabytes(service.pid)
      return allOf(
        part(
          Object.keys(load.statuses).every((status) => status === '200' || status === '503'),
          tellLoad(load),
        ),
        part(load.without === 0, `${load.without} without Retry-After`),
        part(
          Object.keys(live.statuses).every((status) => status === '200'),
          `live ${tellLoad(live)}`,
        ),
        part(memory < MOST_MEGABYTES, `${memory.toFixed(0)} MB`),
        allWithin(await readMany(service), [200], 5000),
      )
    },
  },
]
