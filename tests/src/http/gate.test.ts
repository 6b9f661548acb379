import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { Elysia } from 'elysia'
import type { App } from '#src/app'
import { createAllowance } from '#src/http/allowance'
import { gate } from '#src/http/gate'
import { type Listening, listen } from '#src/http/listen'
import { createLifecycle } from '#src/http/phase'
import { createRouteTable } from '#src/http/routes'
import { access } from '#src/http/scope'
import { createVerifier } from '#src/http/token'
import { createTestApp, TEST_SECRET, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { isPublicPath, PUBLIC_PATHS } from '#tests/support/public-paths'
import { scopeless } from '#tests/support/scopeless'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
let service: Listening
let token: string

beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores, { publicUrl: 'https://games.example.org', corsOrigins: ['https://app.example.org'] })
  service = listen(app, { host: '127.0.0.1', port: 0 })
  token = await testToken()
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(service.url + path, { method, headers, redirect: 'manual' })

/** Sends raw bytes and returns the response: all of it until the connection closes, or its first chunk if `first` is set. */
function raw(request: string, first = false): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () => socket.write(request))
    socket.on('data', (chunk) => {
      answer += chunk
      if (first) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

const lines = (...of: string[]) => `${of.join('\r\n')}\r\nConnection: close\r\n\r\n`
const statusOf = async (request: string) => Number((await raw(request)).split(' ')[1])
const bearer = () => `Authorization: Bearer ${token}`

describe('callers without a valid token', () => {
  test('get 401 with the same body on every path but the public ones', async () => {
    const bodies = new Set<string>()
    const routes = app.routes.filter(({ path }) => !isPublicPath(path)).map(({ path }) => path.replace(':slug', 'x'))
    for (const path of [
      ...routes,
      '/nope',
      '/v1',
      '/v1/auth',
      '/swagger/../v1/games',
      '/health',
      '//',
      '/health/live/%2e%2e/%2e%2e/v1/games',
      '/health/live/../../v1/games',
    ]) {
      const response = await raw(lines(`GET ${path} HTTP/1.1`, 'Host: localhost'))
      expect([path, Number(response.split(' ')[1])]).toEqual([path, 401])
      bodies.add(response.slice(response.indexOf('\r\n\r\n')).replace(/"requestId":"[^"]+"/, ''))
    }
    expect(bodies.size).toBe(1)
  })

  test('reach the public paths only, with or without a slash at their end', async () => {
    const pages = [...PUBLIC_PATHS].slice(1).filter((path) => !path.includes(':'))
    expect((await get('/')).status).toBe(302)
    for (const same of pages.flatMap((path) => [path, `${path}/`]))
      expect([same, (await get(same)).status]).toEqual([same, same.startsWith('/metrics') ? 401 : 200])
    for (const near of pages.flatMap((path) => [`${path}x`, `${path}%20`, `${path}//`, `${path.toUpperCase()}X`]))
      expect([near, (await get(near)).status]).toEqual([near, /^\/(health|swagger|explorer)\//.test(near) ? 404 : 401])
  })

  test('get 404 below the open paths and 405 on public ones, and learn nothing of other paths', async () => {
    for (const path of ['/swagger/nope', '/health/nope', '/health/ready/x', '/v1/auth/nope', '/explorer/x/y'])
      for (const method of ['GET', 'POST', 'OPTIONS']) expect((await get(path, {}, method)).status).toBe(404)
    for (const path of PUBLIC_PATHS)
      for (const method of ['POST', 'DELETE', 'OPTIONS', 'TRACE', 'PURGE']) {
        const answer = await raw(lines(`${method} ${path} HTTP/1.1`, 'Host: localhost'))
        expect([path, method, answer]).toEqual([path, method, expect.stringMatching(/^HTTP\/1\.1 405/)])
        expect(answer).toMatch(/^allow: GET, HEAD\r$/im)
      }
  })

  test('get 401 for every method, HEAD too', async () => {
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
      expect([method, await statusOf(lines(`${method} /v1/games HTTP/1.1`, 'Host: localhost'))]).toEqual([method, 401])
  })

  test('get 401 before a body is read', async () => {
    const answer = await raw('POST /v1/games HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{', true)
    expect(answer).toStartWith('HTTP/1.1 401')
  })

  test('get 401 for every other form of credentials', async () => {
    const wrong = [
      '',
      token,
      `Basic ${token}`,
      'Bearer',
      'Bearer ',
      `Bearer ${token} x`,
      `Bearer x ${token}`,
      `Bearer ${token},`,
    ]
    for (const authorization of wrong)
      expect([authorization, (await get('/v1/games', { authorization })).status]).toEqual([authorization, 401])
    expect((await get('/v1/games', { 'x-api-key': 'vl_abcdefgh_nobody' })).status).toBe(401)
    expect((await get(`/v1/games?access_token=${token}`)).status).toBe(401)
    expect((await get('/v1/games', { cookie: `token=${token}` })).status).toBe(401)
  })
})

describe('a caller with a valid token', () => {
  test('is let in, with the scheme in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect((await get('/v1/games', { authorization: `${scheme} ${token}` })).status).toBe(200)
  })

  test('gets 404 on an unknown path, and 405 with Allow for an unknown method', async () => {
    const authorization = `Bearer ${token}`
    expect((await get('/nope', { authorization })).status).toBe(404)
    for (const method of ['POST', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'PURGE', 'M-SEARCH']) {
      const answer = await raw(lines(`${method} /v1/games HTTP/1.1`, 'Host: localhost', bearer()))
      expect([method, answer]).toEqual([method, expect.stringMatching(/^HTTP\/1\.1 405/)])
      expect(answer).toMatch(/^allow: GET, HEAD\r$/im)
    }
    const overrides = await get('/v1/games/x/overrides/title', { authorization }, 'POST')
    expect([overrides.status, overrides.headers.get('allow')]).toEqual([405, 'DELETE, PUT'])
    // Bun itself closes the connection for a method that it does not know.
    expect(await raw(lines('FOO /v1/games HTTP/1.1', 'Host: localhost', bearer()))).toBe('')
  })

  test('gets the headers of a response without its body for HEAD', async () => {
    const answer = await raw(lines('HEAD /v1/games HTTP/1.1', 'Host: localhost', bearer()))
    expect(answer).toStartWith('HTTP/1.1 200')
    expect(answer).toEndWith('\r\n\r\n')
  })

  test('gets 413 for a body that is too large', async () => {
    const answer = await raw(
      `GET /v1/games HTTP/1.1\r\nHost: localhost\r\n${bearer()}\r\nContent-Length: 2000000\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toStartWith('HTTP/1.1 413')
  })
})

describe('hosts', () => {
  const foreign = [
    'evil.example',
    'a',
    'localhost.evil.example',
    'evil.example:3000',
    'localhost@evil.example',
    '127.0.0.1.nip.io',
  ]

  for (const host of foreign)
    test(`${host} is refused with 421, token or not, public or not`, async () => {
      expect(await statusOf(lines('GET /v1/games HTTP/1.1', `Host: ${host}`, bearer()))).toBeOneOf([400, 421])
      expect(await statusOf(lines('GET /health/live HTTP/1.1', `Host: ${host}`))).toBeOneOf([400, 421])
    })

  test('a short host cannot shift the path past the gate', async () => {
    for (const host of ['a', 'ab', '']) {
      const status = await statusOf(lines('GET /swagger/v1/games HTTP/1.1', `Host: ${host}`))
      expect([400, 401, 421]).toContain(status)
    }
  })

  test('an absolute URL is checked by its host and by its path', async () => {
    expect(await statusOf(lines('GET http://evil.example/health/live HTTP/1.1', 'Host: evil.example'))).toBe(421)
    expect(await statusOf(lines('GET http://evil.example/v1/games HTTP/1.1', 'Host: localhost'))).toBe(401)
  })

  test('a request without a host is refused, whatever its path', async () => {
    for (const path of ['/v1/games', '/localhost/health/live', '/health/live'])
      expect([path, await statusOf(lines(`GET ${path} HTTP/1.0`))]).toEqual([path, 421])
  })

  test('two Host headers are refused unless both are ours', async () => {
    expect(await statusOf(lines('GET /health/live HTTP/1.1', 'Host: localhost', 'Host: evil.example'))).toBeOneOf([
      400, 421,
    ])
    expect(await statusOf(lines('GET /health/live HTTP/1.1', 'Host: evil.example', 'Host: localhost'))).toBeOneOf([
      400, 421,
    ])
  })

  test('the public host, the one listened on and loopback are accepted, with any port', async () => {
    for (const host of [
      'games.example.org',
      'localhost',
      'localhost:8080',
      'LOCALHOST',
      '127.0.0.1',
      '[::1]',
      '[::1]:3000',
    ])
      expect([host, await statusOf(lines('GET /health/live HTTP/1.1', `Host: ${host}`))]).toEqual([host, 200])
  })
})

describe('every response', () => {
  test('carries the security headers and a request id, and does not name its server', async () => {
    const authorization = `Bearer ${token}`
    for (const [path, headers] of [
      ['/v1/games', { authorization }],
      ['/v1/games', {}],
      ['/nope', { authorization }],
      ['/swagger', {}],
      ['/', {}],
      ['/health/live', {}],
      ['/v1/games?x=1', { authorization }],
    ] as const) {
      const response = await get(path, headers)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(response.headers.get('server')).toBeNull()
      expect(response.headers.get('x-powered-by')).toBeNull()
    }
    expect((await get('/v1/games', {})).headers.get('cache-control')).toBe('no-store')
  })

  test('repeats a well-formed request id, and makes a new one in place of any other', async () => {
    expect((await get('/health/live', { 'x-request-id': 'abcdefgh-123' })).headers.get('x-request-id')).toBe(
      'abcdefgh-123',
    )
    for (const bad of ['short', 'a'.repeat(65), 'with space here', '<script>alert(1)', 'naïve-naïve'])
      expect((await get('/health/live', { 'x-request-id': bad })).headers.get('x-request-id')).toMatch(
        /^[0-9a-f-]{36}$/,
      )
  })
})

describe('other origins', () => {
  test('may call if they are listed, without credentials; a preflight needs no token', async () => {
    const origin = 'https://app.example.org'
    const response = await get('/v1/games', { origin, authorization: `Bearer ${token}` })
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('vary')).toBe('Authorization, X-Api-Key, Accept-Encoding, Origin')
    const preflight = await get('/v1/games', { origin, 'access-control-request-method': 'GET' }, 'OPTIONS')
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, POST, PUT, PATCH, DELETE',
    ])
  })

  test('are not let in otherwise', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://app.example.org',
      'https://app.example.org.evil.example',
      'https://APP.example.org:443',
    ])
      expect((await get('/health/live', { origin })).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a service with too many requests at once', () => {
  function full() {
    const app = new Elysia()
    return app
      .use(
        gate({
          host: '127.0.0.1',
          publicUrl: undefined,
          allowedHosts: [],
          corsOrigins: [],
          log: createMemoryLog().log,
          originOf: () => ({ address: undefined, scheme: 'http', forwardedHost: undefined }),
          findPlace: createRouteTable(() => app.routes),
          inFlight: () => 10_000,
          lifecycle: createLifecycle(),
          guest: 'off',
          allowance: createAllowance(),
          networkFor: () => 'unknown',
          verify: createVerifier({ jwtSecret: TEST_SECRET }, async () => false),
          verifyKey: async () => undefined,
        }),
      )
      .use(access)
      .get('/v1/games', () => 'games', { scope: 'read' })
      .get('/swagger', () => 'page', { detail: { security: [] } })
      .get('/health/live', () => 'live', { detail: { security: [] } })
  }
  const from = (path: string, headers: Record<string, string> = {}) =>
    full().handle(new Request(`http://localhost${path}`, { headers }))

  test('gives 503 with Retry-After: 1, on public paths too, and still answers /health/live', async () => {
    for (const path of ['/v1/games', '/swagger']) {
      const response = await from(path, { authorization: `Bearer ${token}` })
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await response.json()).toMatchObject({ code: 'overloaded' })
    }
    expect((await from('/health/live')).status).toBe(200)
  })

  test('gives every other refusal first', async () => {
    expect((await from('/v1/games')).status).toBe(401)
    expect((await from('/v1/nope', { authorization: `Bearer ${token}` })).status).toBe(404)
    expect((await from('/v1/games', { authorization: `Bearer ${scopeless()}` })).status).toBe(403)
  })
})
