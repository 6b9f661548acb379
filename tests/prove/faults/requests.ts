import { TEST_SECRET } from '#tests/support/client'
import { residentMegabytes } from '#tests/support/process-figures'
import { askService, atOnce, sendJson } from '../load/client'
import { runLoad } from '../load/start'
import { serveCatalogue } from './driving'
import { allOf, allWithin, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE } from './world'

const MOST_MEGABYTES = 300
const MOST_LIVE_MS = 500

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** Scenarios of requests that must not freeze the service, enter its log, or fail after a rotation of the secret. */
export const REQUEST_SCENARIOS: readonly Scenario[] = [
  {
    id: 'freeze',
    fault: 'a reader and a curator send 39 kB that are nested 20,000 deep, ten times',
    promise: `400 or 403, /health/live answers within ${MOST_LIVE_MS} ms all the time, memory stays below ${MOST_MEGABYTES} MB`,
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const live = runLoad(service, { load: 'live', clients: 1, seconds: 4, pauseMs: 10 })
      await Bun.sleep(1000)
      const answers = await atOnce(10, (at) =>
        sendJson(service, 'POST', '/v1/games/halo/merge', nested(20_000), {
          scope: at % 2 ? 'read' : 'curate',
          timeoutMs: 60_000,
        }),
      )
      const { slowest } = await live
      const memory = await residentMegabytes(service.pid)
      return allOf(
        allWithin(answers, [400, 403]),
        part(slowest < MOST_LIVE_MS, `live answered within ${slowest.toFixed(0)} ms`),
        part(memory < MOST_MEGABYTES, `${memory.toFixed(0)} MB`),
      )
    },
  },
  {
    id: 'log',
    fault: 'values in queries, bodies, names and headers, refused and failing',
    promise: 'none of them stands in the log',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      const server = await world.postgres()
      await using service = await serveCatalogue(world, { LOG_LEVEL: 'debug' })
      const canary = 'canary7f3a'
      const ask = () =>
        Promise.all([
          askService(service, `/v1/search?q=${canary}`),
          askService(service, `/v1/games?platform=${canary}`),
          askService(service, `/v1/games?${canary}=1`, { headers: { 'x-api-key': canary, cookie: canary } }),
          sendJson(service, 'PUT', '/v1/games/halo/overrides/title', { value: canary, reason: canary }),
          sendJson(service, 'PUT', '/v1/games/halo/overrides/title', `{"${canary}": ${canary}`),
          sendJson(service, 'POST', '/v1/games/halo/merge', { with: canary, [canary]: canary }),
        ])
      await ask()
      {
        await using _held = await server.lock('game', CATALOGUE_DATABASE)
        const asked = ask()
        await Bun.sleep(3500)
        await asked.catch(() => {})
      }
      await Bun.sleep(200)
      const lines = [...service.log.map((line) => JSON.stringify(line)), ...service.complaints]
      const told = lines.filter((line) => line.includes(canary))
      return part(
        told.length === 0 && lines.length > 5,
        `${told.length} of ${lines.length} lines ${told[0]?.slice(0, 120) ?? ''}`,
      )
    },
  },
  {
    id: 'cursor',
    fault: 'the signing secret is rotated while a client reads pages',
    promise: 'the cursor of the previous secret gives the next page',
    needs: ['postgres'],
    async run(world) {
      let cursor = ''
      {
        await using service = await serveCatalogue(world)
        const { text } = await askService(service, '/v1/games?limit=2')
        cursor = (JSON.parse(text) as { next: string }).next // safe: a page of games
      }
      const rotated = { JWT_SECRET: TEST_SECRET.replaceAll('a', 'b'), JWT_SECRET_PREVIOUS: TEST_SECRET }
      await using service = await serveCatalogue(world, rotated)
      return allWithin([await askService(service, `/v1/games?limit=2&cursor=${cursor}`)], [200])
    },
  },
]
