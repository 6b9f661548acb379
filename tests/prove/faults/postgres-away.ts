import { startCuttingProxy } from '#tests/support/cutting-proxy'
import { startService, untilAnswered } from '#tests/support/service-process'
import { type Answered, askService } from '../load/client'
import { readMany } from '../load/requests'
import { recovers, serveCatalogue } from './driving'
import { allOf, allWithin, part, type Scenario, seconds } from './scenario'

const UNHARMED = [200, 503]

const hasRetryAfter = (answers: readonly Answered[]) => {
  const without = answers.filter(({ status, headers }) => status === 503 && !headers.has('retry-after'))
  return part(without.length === 0, `${without.length} answers 503 without Retry-After`)
}

/** Scenarios in which Postgres cannot be reached, or has been away. */
export const AWAY_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F04',
    fault: 'Postgres restarts while requests are answered',
    promise: 'the process lives, answers are 200 or 503, reads recover within 5 s',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      const restarted = server.restart()
      const waves: Answered[][] = []
      for (let wave = 0; wave < 10; wave++) waves.push(await readMany(service))
      await restarted
      return allOf(
        allWithin(waves.flat(), UNHARMED),
        await recovers(service),
        allWithin(await readMany(service), [200]),
      )
    },
  },
  {
    id: 'F06',
    fault: 'Postgres is away when the service starts',
    promise: 'live at once, not ready, ready without a restart once Postgres is there',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const url = await world.catalogue()
      const server = await world.postgres()
      await server.stop()
      try {
        await using service = await startService({ DATABASE_URL: url }, { until: '/health/live' })
        const ready = await askService(service, '/health/ready', { scope: null })
        const reads = await readMany(service)
        await server.start()
        const tookMs = await untilAnswered(service, '/health/ready', 40_000)
        return allOf(
          allWithin([ready], [503]),
          allWithin(reads, UNHARMED),
          part(tookMs <= 15_000, `ready ${seconds(tookMs)} after Postgres`),
        )
      } finally {
        await server.start().catch(() => {})
      }
    },
  },
  {
    id: 'F08',
    fault: 'Postgres has restarted while the service was idle',
    promise: 'the next reads answer 200, over new connections',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      await readMany(service)
      await server.restart()
      return allWithin(await readMany(service, 4), [200])
    },
  },
  {
    id: 'F09',
    fault: 'Postgres is out of connections',
    promise: '503 with Retry-After within 3 s, the process lives and recovers within 5 s',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      await readMany(service)
      let answers: Answered[]
      {
        await using _taken = await server.exhaust()
        answers = await readMany(service)
      }
      return allOf(allWithin(answers, UNHARMED), hasRetryAfter(answers), await recovers(service))
    },
  },
  {
    id: 'F13b',
    fault: 'Postgres is stopped while the service runs',
    promise: 'every answer within 3 s, 503 with Retry-After; recovery within 5 s',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      await readMany(service)
      await server.stop()
      let answers: Answered[] = []
      try {
        answers = [...(await readMany(service)), ...(await readMany(service))]
      } finally {
        await server.start()
      }
      return allOf(
        allWithin(answers, UNHARMED),
        hasRetryAfter(answers),
        await recovers(service),
        allWithin(await readMany(service), [200]),
      )
    },
  },
  {
    id: 'F20',
    fault: 'the network cuts connections to Postgres in the middle of answers, ten times',
    promise: 'every answer within 3 s, 200 or 503; recovery within 5 s',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const url = new URL(await world.catalogue())
      using proxy = await startCuttingProxy(Number(url.port))
      url.port = String(proxy.port)
      await using service = await startService({ DATABASE_URL: url.href })
      const answers: Answered[] = []
      for (let cut = 0; cut < 10; cut++) {
        proxy.cutAfter(500 + 4000 * cut)
        answers.push(...(await readMany(service)))
      }
      return allOf(
        allWithin(answers, UNHARMED),
        part(proxy.cuts() > 0, `${proxy.cuts()} cuts`),
        await recovers(service),
      )
    },
  },
]
