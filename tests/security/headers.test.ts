import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { isPublicPath } from '#tests/support/public-paths'
import { createTestStores, type TestStores } from '#tests/support/stores'

const HTTPS = 'https://games.example.org'
const ALLOWED_ORIGIN = 'https://app.example.org'
const YEAR = 'max-age=31536000'

let stores: TestStores
let admin: Record<string, string>

beforeAll(async () => {
  stores = await createTestStores()
  admin = { authorization: `Bearer ${await testToken('admin')}` }
})
afterAll(() => stores[Symbol.asyncDispose]())

type Served = { app: ReturnType<typeof createTestApp>; ask: (path: string, init?: RequestInit) => Promise<Response> }

/** Serves over a port, at this public URL, while `work` runs. */
async function serving(publicUrl: string | undefined, work: (served: Served) => Promise<void>): Promise<void> {
  const app = createTestApp(stores, { publicUrl, corsOrigins: [ALLOWED_ORIGIN], guest: 'read' })
  const service = listen(app, { host: '127.0.0.1', port: 0 })
  try {
    await work({ app, ask: (path, init) => fetch(service.url + path, { redirect: 'manual', ...init }) })
  } finally {
    await service.stop({ graceMs: 0 })
  }
}

/** Checks the security headers of a response; `transport` is the expected Strict-Transport-Security. */
function check(what: string, { headers }: Response, transport: string | null): void {
  expect([
    what,
    headers.get('x-content-type-options'),
    headers.get('content-security-policy'),
    headers.get('referrer-policy'),
    headers.get('strict-transport-security'),
    headers.get('x-request-id'),
    headers.get('cache-control'),
    ['server', 'x-powered-by', 'via'].filter((name) => headers.has(name)),
  ]).toEqual([
    what,
    'nosniff',
    expect.stringMatching(/^default-src 'none'; (?:.*; )?frame-ancestors 'none'(?:;|$)/),
    'no-referrer',
    transport,
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    expect.stringMatching(/^(?:no-store|private|public|no-cache)/),
    [],
  ])
}

describe('the security headers', () => {
  test('are on every route, let in or refused, in every format, and on what is no route', async () => {
    await serving(HTTPS, async ({ app, ask }) => {
      const routes = app.routes.map(({ method, path }) => [method, path.replace(/:\w+/g, 'x')] as const)
      const others = [
        ['GET', '/v1/nope'],
        ['GET', '/swagger/nope'],
        ['DELETE', '/v1/games'],
        ['OPTIONS', '/v1/games'],
        ['TRACE', '/'],
      ] as const
      for (const [method, path] of [...routes, ...others])
        for (const [who, headers] of Object.entries({ nobody: {}, wrong: { authorization: 'Bearer x' }, admin })) {
          const answer = await ask(path, { method, headers })
          check(`${method} ${path} ${who} ${answer.status}`, answer, YEAR)
          await answer.body?.cancel()
        }
    })
  }, 120_000)

  test('are on refusals of a host, a body, a URL and a preflight, too', async () => {
    await serving(HTTPS, async ({ ask }) => {
      const preflight = { origin: ALLOWED_ORIGIN, 'access-control-request-method': 'GET' }
      for (const [status, path, init] of [
        [421, '/v1/games', { headers: { host: 'evil.example' } }],
        [413, '/v1/auth/login', { method: 'POST', body: 'x'.repeat(2 ** 20 + 1) }],
        [400, '/v1/auth/login', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
        [414, `/v1/games?q=${'x'.repeat(20_000)}`, {}],
        [204, '/v1/games', { method: 'OPTIONS', headers: preflight }],
      ] as const) {
        const answer = await ask(path, init)
        expect([path.slice(0, 20), answer.status]).toEqual([path.slice(0, 20), status])
        check(`${status}`, answer, YEAR)
      }
    })
  })

  test('do not promise HTTPS where the public URL is not', async () => {
    for (const publicUrl of [undefined, 'http://games.example.org'])
      await serving(publicUrl, async ({ ask }) => check('live', await ask('/health/live'), null))
  })

  test('let nobody keep what is for one caller', async () => {
    await serving(HTTPS, async ({ app, ask }) => {
      for (const { path } of app.routes.filter((route) => route.method === 'GET' && !isPublicPath(route.path))) {
        const answer = await ask(path.replace(/:\w+/g, 'x'), { headers: admin })
        expect([path, answer.headers.get('cache-control')]).toEqual([
          path,
          expect.stringMatching(/^(?:no-store|private)/),
        ])
        expect([path, answer.headers.get('vary')]).toEqual([path, expect.stringContaining('Authorization')])
        await answer.body?.cancel()
      }
    })
  })
})

describe('other origins', () => {
  const FOREIGN = [
    'https://evil.example',
    'null',
    'http://app.example.org',
    'https://app.example.org.evil.example',
    'https://evilapp.example.org',
    'https://app.example.org:8443',
    'file://',
  ]

  test.each(FOREIGN)('%s may neither read nor ask beforehand', async (origin) => {
    await serving(HTTPS, async ({ ask }) => {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await ask('/v1/games', {
          method,
          headers: { origin, 'access-control-request-method': 'GET' },
        })
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      }
    })
  })

  test('none may call unless some are listed', async () => {
    const answer = await createTestApp(stores).handle(
      new Request('http://localhost/health/live', { headers: { origin: ALLOWED_ORIGIN } }),
    )
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})
