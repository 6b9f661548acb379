import { TEST_SECRET } from '#tests/support/client'
import { residentMegabytes } from '#tests/support/process-figures'
import { openRaw, requestHead } from '#tests/support/raw-http'
import { authorizationOf } from '#tests/support/service-process'
import { type Answered, askService, atOnce, countStatuses, sendJson } from '../load/client'
import { listSlugs } from '../load/requests'
import { runLoad } from '../load/start'
import { serveCatalogue } from './driving'
import { allOf, allWithin, part, type Scenario } from './scenario'
import { CATALOGUE_DATABASE } from './world'

const MOST_MEGABYTES = 300
const MOST_LIVE_MS = 500
const MEGABYTE = 1024 * 1024

const WRITES = [
  ['POST', '/v1/games/halo/merge'],
  ['POST', '/v1/games/halo/split'],
  ['PUT', '/v1/games/halo/overrides/title'],
  ['POST', '/v1/review/1'],
] as const

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

const allAnswer = (answers: readonly Answered[], status: number) =>
  part(
    answers.every((answer) => answer.status === status && isProblem(answer)),
    `${countStatuses(answers)} where ${status} is promised, ${answers.filter(isProblem).length} of ${answers.length} as a problem`,
  )

const isProblem = ({ headers }: Answered): boolean =>
  (headers.get('content-type') ?? '').startsWith('application/problem+json')

/** Returns a body that is sent in chunks, so that its length is not known before. */
const chunked = (bytes: number) =>
  new ReadableStream({
    async pull(controller) {
      for (let sent = 0; sent < bytes; sent += 65_536) controller.enqueue(new Uint8Array(65_536).fill(32))
      controller.close()
    },
  })

/** Scenarios of requests that must be refused cheaply and in order. */
export const BODY_SCENARIOS: readonly Scenario[] = [
  {
    id: 'order-scope',
    fault: 'a reader sends wrong and broken bodies to the routes of curators',
    promise: 'the answer is 403, whatever the body is',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const answers: Answered[] = []
      for (const [method, path] of WRITES)
        for (const body of ['{"no":1}', '{"cut', nested(40), '\u0000'])
          answers.push(await sendJson(service, method, path, body, { scope: 'read' }))
      return allAnswer(answers, 403)
    },
  },
  {
    id: 'order-size',
    fault: 'a body of 2 MiB, with its length and in chunks',
    promise: '401 without a token, 403 for a reader, 413 for a curator',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const send = (scope: string | null) =>
        Promise.all(
          [' '.repeat(2 * MEGABYTE), chunked(2 * MEGABYTE)].map((body) =>
            askService(service, '/v1/games/halo/merge', {
              method: 'POST',
              body,
              scope,
              headers: { 'content-type': 'application/json' },
            }),
          ),
        )
      return allOf(
        allAnswer(await send(null), 401),
        allAnswer(await send('read'), 403),
        allAnswer(await send('curate'), 413),
      )
    },
  },
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
    id: 'method',
    fault: 'a method that does not exist',
    promise: '405 with Allow, on a route of its own and on one with parameters',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const { authorization } = await authorizationOf('read')
      const heads: string[] = []
      for (const path of ['/v1/games', '/v1/games/halo']) {
        using connection = await openRaw(service.origin)
        const end = await connection?.request(requestHead('BREW', path, { authorization }))
        heads.push(
          typeof end === 'object' ? `${end.status}${/\r\nallow: /i.test(end.head) ? ' with Allow' : ''}` : 'cut',
        )
      }
      return part(
        heads.every((head) => head === '405 with Allow'),
        heads.join(', '),
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
    id: 'dates',
    fault: 'dates at the edge of the calendar and of Postgres',
    promise: '422, never 500',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const dates = ['9999-12-31T23:59:59-14:00', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00']
      const answers = await Promise.all(
        dates.map((date) => askService(service, `/v1/games?updatedSince=${encodeURIComponent(date)}`)),
      )
      return allAnswer(answers, 422)
    },
  },
  {
    id: 'cursor',
    fault: 'the signing secret is rotated while a client reads pages',
    promise: 'the cursor of the previous secret gives the next page',
    needs: ['postgres'],
    isShort: true,
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
  {
    id: 'shapes',
    fault: 'a split without records, an override of an unknown field',
    promise: '422',
    needs: ['postgres'],
    isShort: true,
    async run(world) {
      await using service = await serveCatalogue(world)
      const [slug = ''] = await listSlugs(service)
      return allAnswer(
        [
          await sendJson(service, 'POST', `/v1/games/${slug}/split`, { records: [] }),
          await sendJson(service, 'PUT', `/v1/games/${slug}/overrides/nonsense`, { value: 1 }),
        ],
        422,
      )
    },
  },
]
