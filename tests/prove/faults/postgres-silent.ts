import { type ServiceProcess, startService } from '#tests/support/service-process'
import { type Answered, askService, atOnce } from '../load/client'
import { listSlugs, readMany } from '../load/requests'
import { endsOn, override, recovers, serveCatalogue } from './driving'
import { allOf, allWithin, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE } from './world'

const CLIENTS = 20
const UNHARMED = [200, 503]

const isLive = async (service: ServiceProcess) => allWithin([await askService(service, '/health/live')], [200], 1000)

/** Scenarios in which Postgres is reached and does not answer, or refuses to. */
export const SILENT_SCENARIOS: readonly Scenario[] = [
  {
    id: 'F07',
    fault: 'Postgres is frozen (SIGSTOP)',
    promise: 'every answer within 3 s, also once all connections are stuck; then recovery within 5 s',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      await readMany(service)
      server.freeze()
      try {
        const first = await readMany(service, CLIENTS)
        const second = await readMany(service, CLIENTS)
        const ready = await askService(service, '/health/ready', { scope: null })
        const live = await isLive(service)
        server.thaw()
        const again = await recovers(service)
        return allOf(
          allWithin([...first, ...second, ready], UNHARMED),
          live,
          again,
          allWithin(await readMany(service), [200]),
        )
      } finally {
        server.thaw()
      }
    },
  },
  {
    id: 'F07b',
    fault: 'SIGTERM while Postgres is frozen and 20 requests wait',
    promise: 'the process ends by itself within 25 s',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      await readMany(service)
      server.freeze()
      try {
        const waiting = readMany(service, CLIENTS)
        await Bun.sleep(300)
        const ended = await endsOn(service, 'SIGTERM')
        service.signal('SIGKILL')
        await waiting
        return ended
      } finally {
        server.thaw()
      }
    },
  },
  {
    id: 'F10',
    fault: 'a table is locked',
    promise: 'every answer within 3 s, then 200 once it is free',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      let [locked, live]: [Answered[], Awaited<ReturnType<typeof isLive>>] = [[], part(false, '')]
      {
        await using _held = await server.lock('game', CATALOGUE_DATABASE)
        locked = await atOnce(CLIENTS, () => askService(service, '/v1/games?limit=5'))
        live = await isLive(service)
      }
      return allOf(allWithin(locked, [503]), live, allWithin(await readMany(service), [200]))
    },
  },
  {
    id: 'F10b',
    fault: 'decisions meet transactions that lock the same rows in the other order',
    promise: 'each is carried out or refused with 409 or 503, none answers 500',
    needs: ['postgres'],
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world)
      const [one = '', other = ''] = (await listSlugs(service)).slice(20)
      const statement = (first: string, second: string) =>
        `begin; update game set website = website where slug = '${first}'; select pg_sleep(.2);
         update game set website = website where slug = '${second}'; commit`
      const answers: Answered[] = []
      for (let round = 0; round < 5; round++) {
        const rivals = [statement(one, other), statement(other, one)].map((text) =>
          server.run(text, CATALOGUE_DATABASE).catch(() => []),
        )
        answers.push(await override(service, one, `One ${round}`), await override(service, other, `Other ${round}`))
        await Promise.all(rivals)
      }
      return allWithin(answers, [200, 409, 503], 5000)
    },
  },
  {
    id: 'F12',
    fault: 'the database has become read-only',
    promise: 'reads answer 200, decisions 503; a service that starts then serves reads',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      const url = await world.catalogue()
      await server.run(`alter database ${CATALOGUE_DATABASE} set default_transaction_read_only = on`)
      try {
        await using service = await startService({ DATABASE_URL: url })
        const [slug = ''] = await listSlugs(service)
        return allOf(
          allWithin(await readMany(service), [200]),
          allWithin([await override(service, slug, 'Read only')], [503]),
        )
      } finally {
        await server.run(`alter database ${CATALOGUE_DATABASE} reset default_transaction_read_only`)
      }
    },
  },
]
