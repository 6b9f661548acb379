import { openRaw, requestHead } from '#tests/support/raw-http'
import { authorizationOf } from '#tests/support/service-process'
import { type Answered, askService, countStatuses, sendJson } from '../load/client'
import { listSlugs } from '../load/requests'
import { serveCatalogue } from './driving'
import { allOf, part, type Scenario } from './scenario'

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

/** Scenarios of requests that must be refused in the order of the contract. */
export const REFUSAL_SCENARIOS: readonly Scenario[] = [
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
    id: 'method',
    fault: 'a method that no route has',
    promise: '405 with Allow, on a route of its own and on one with parameters',
    needs: ['postgres'],
    async run(world) {
      await using service = await serveCatalogue(world)
      const { authorization } = await authorizationOf('read')
      const heads: string[] = []
      for (const path of ['/v1/games', '/v1/games/halo']) {
        using connection = await openRaw(service.origin)
        const end = await connection?.request(requestHead('PROPFIND', path, { authorization }))
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
    id: 'dates',
    fault: 'dates at the edge of the calendar and of Postgres',
    promise: '422, never 500',
    needs: ['postgres'],
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
    id: 'shapes',
    fault: 'a split without records, an override of an unknown field',
    promise: '422',
    needs: ['postgres'],
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
