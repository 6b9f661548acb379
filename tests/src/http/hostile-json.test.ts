import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { SCOPES, withImplied } from '#src/http/scope'
import { createTestApp, testToken } from '#tests/support/client'
import { type HostileBody, hostileBodies } from '#tests/support/hostile-json'
import { type MonitoredService, startMonitored } from '#tests/support/monitored-service'
import { createTestStores, type TestStores } from '#tests/support/stores'

const MINUTES = 180_000
/** Far above what is measured, 20 ms, and far below the seconds that a validation error takes in development. */
const LONGEST_BLOCK_MS = 1_000

/** Every route with a body, and a path of it. The fields are those whose values are parsed in different ways. */
const ROUTES: [method: string, template: string, paths: string[]][] = [
  ['POST', '/v1/games/:slug/merge', ['/v1/games/x/merge']],
  ['POST', '/v1/games/:slug/split', ['/v1/games/x/split']],
  ['POST', '/v1/games/:slug/merge/preview', ['/v1/games/x/merge/preview']],
  ['POST', '/v1/games/:slug/split/preview', ['/v1/games/x/split/preview']],
  [
    'POST',
    '/v1/games/:slug/overrides/:field/preview',
    ['genres', 'related', 'releases.wii'].map((field) => `/v1/games/x/overrides/${field}/preview`),
  ],
  [
    'PUT',
    '/v1/games/:slug/overrides/:field',
    ['title', 'genres', 'related', 'releases.wii', 'companies'].map((field) => `/v1/games/x/overrides/${field}`),
  ],
  ['POST', '/v1/review/:id', ['/v1/review/1']],
  ['POST', '/v1/review', ['/v1/review']],
  ['POST', '/v1/words', ['/v1/words']],
  ['POST', '/v1/ids/resolve', ['/v1/ids/resolve']],
  ['POST', '/v1/match', ['/v1/match']],
  ...['register', 'login', 'session', 'refresh', 'logout'].map((name): [string, string, string[]] => [
    'POST',
    `/v1/auth/${name}`,
    [`/v1/auth/${name}`],
  ]),
  ['PUT', '/v1/me/password', ['/v1/me/password']],
  ['POST', '/v1/me/keys', ['/v1/me/keys']],
  ['PATCH', '/v1/me', ['/v1/me']],
  ['DELETE', '/v1/me', ['/v1/me']],
  ['POST', '/v1/me/collections', ['/v1/me/collections']],
  ['PATCH', '/v1/me/collections/:name', ['/v1/me/collections/x']],
  ['PUT', '/v1/me/collections/:name/items/:item', ['/v1/me/collections/x/items/1']],
  ['PATCH', '/v1/me/collections/:name/items/:item', ['/v1/me/collections/x/items/1']],
  ['POST', '/v1/me/collections/:name/import/steam', ['/v1/me/collections/x/import/steam']],
  ['PATCH', '/v1/admin/accounts/:id', ['/v1/admin/accounts/0196a3c2-7d1e-7b3a-9c44-5f0e8d2b6a11']],
  ['POST', '/v1/admin/invitations', ['/v1/admin/invitations']],
]

let stores: TestStores
let service: MonitoredService
const tokens: Record<string, string> = {}

beforeAll(async () => {
  stores = await createTestStores()
  service = await startMonitored(stores.databaseUrl, { NODE_ENV: 'development' })
  for (const scope of SCOPES) tokens[scope] = await testToken(scope)
  await service.longestBlockMs()
}, MINUTES)
afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await stores[Symbol.asyncDispose]()
})

const headersOf = (scope: string) => ({ authorization: `Bearer ${tokens[scope]}`, 'content-type': 'application/json' })

/** Returns a body that is sent in pieces, so that its length is not known before. */
const streamOf = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]).stream()

/** Sends a body and returns the status and the media type of the response. */
async function statusOf(method: string, path: string, scope: string, { bytes, isChunked }: HostileBody) {
  const body = isChunked ? streamOf(bytes) : bytes
  const response = await fetch(service.url + path, { method, headers: headersOf(scope), body })
  await response.text()
  return [response.status, response.headers.get('content-type')]
}

function bodyNamed(name: string): HostileBody {
  for (const body of hostileBodies()) if (body.name === name) return body
  throw new Error(`no body has the name ${name}`)
}

const TARGETS = ROUTES.flatMap(([method, , paths]) => paths.map((path) => [method, path] as const))
/** Routes that need another scope than curate, or none. */
const OTHER_ROUTES = /^\/v1\/(?:(?:ids|auth|me|admin)\/|(?:match|me)$)/
const OTHER_SCOPES = SCOPES.filter((scope) => !withImplied([scope]).has('curate'))
const STRANGERS = ROUTES.filter(([, template]) => !OTHER_ROUTES.test(template)).flatMap(([method, , [path = '']]) =>
  OTHER_SCOPES.map((scope) => [method, path, scope] as const),
)

const problem = (status: number) => [status, 'application/problem+json']

describe('the list of routes with a body', () => {
  test('is complete', () => {
    // The form of a reconciliation client and the list that is imported have tests of their own.
    const own = ['/v1/reconcile', '/v1/me/collections/:name/import']
    const taking = createTestApp(stores).routes.filter(
      ({ path, hooks }) => hooks.body !== undefined && !own.includes(path),
    )
    expect(taking.map(({ method, path }) => [method, path]).sort()).toEqual(
      ROUTES.map(([method, template]) => [method, template]).sort(),
    )
  })
})

describe('a hostile body', () => {
  for (const { name, status } of hostileBodies())
    test(
      `is ${status} on every route, 403 with another scope where curate is needed, and blocks nobody: ${name}`,
      async () => {
        const body = bodyNamed(name)
        for (const [method, path] of TARGETS)
          expect([path, await statusOf(method, path, 'admin', body)]).toEqual([path, problem(status)])
        for (const [method, path, scope] of STRANGERS)
          expect([path, scope, await statusOf(method, path, scope, body)]).toEqual([path, scope, problem(403)])
        expect(await service.longestBlockMs()).toBeLessThan(LONGEST_BLOCK_MS)
      },
      MINUTES,
    )

  test('is no worse than a query of as many unknown parameters as Bun reads', async () => {
    const query = Array.from({ length: 1_500 }, (_, at) => `${at.toString(36)}=1`).join('&')
    const { status } = await fetch(`${service.url}/v1/games?${query}`, { headers: headersOf('read') })
    expect(status).toBe(422)
    expect(await service.longestBlockMs()).toBeLessThan(LONGEST_BLOCK_MS)
  })
})

/** Sends the head of a request and a part of its body, and returns the response, all of it until the service closes. */
function sendPart(part: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const head = ['POST /v1/games/x/merge HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${tokens.curate}`]
    const rest = ['Content-Type: application/json', 'Content-Length: 100', '', part]
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () =>
      socket.write([...head, ...rest].join('\r\n')),
    )
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('a body that does not arrive', () => {
  test(
    'is 408 after 10 seconds and ends its connection; 600 of them hold up nobody else',
    async () => {
      // Requests count as being answered while their token is checked, which takes a moment if it was not checked in the last 5 s.
      await fetch(`${service.url}/v1/runs`, { headers: headersOf('curate') })
      const began = performance.now()
      const slow = Array.from({ length: 600 }, () => sendPart('{"with":'))
      await Bun.sleep(500)
      expect((await fetch(`${service.url}/v1/games`, { headers: headersOf('read') })).status).toBe(200)
      const answers = await Promise.all(slow)
      expect(performance.now() - began).toBeWithin(9_000, 30_000)
      for (const answer of answers) {
        expect(answer).toStartWith('HTTP/1.1 408')
        expect(answer).toContain('"code":"body_too_slow"')
      }
    },
    MINUTES,
  )
})

const TOLD = /"(?:event_loop_blocked|rights_not_separated|address_not_encrypted|backup_missing|index_missing)"/

test('the log of all this has no fault', () => {
  // Other tests at the same time can keep the processor from the service, and a start tells what is missing here.
  const lines = service
    .log()
    .split('\n')
    .filter((line) => !TOLD.test(line))
  expect(lines.join('\n')).not.toMatch(/"level":"(?:error|warn)"/)
})
