import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { createAllowance } from '#src/http/allowance'
import { createFairShare } from '#src/http/fair-share'
import { gate } from '#src/http/gate'
import { LIMITS, QUOTAS } from '#src/http/limits'
import { createLifecycle } from '#src/http/phase'
import { createQuotas } from '#src/http/quotas'
import { createRouteTable } from '#src/http/routes'
import { access } from '#src/http/scope'
import { createVerifier } from '#src/http/token'
import { sendTo } from '#tests/support/accounts'
import { createTestApp, TEST_SECRET, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

const ATTEMPTS = LIMITS.requestsOfCaller + LIMITS.waitingOfCaller

describe('a fair share', () => {
  const limits = { requestsOfCaller: 2, waitingOfCaller: 2, waitingMs: 30 }

  test('lets a few requests of a caller in at once, the next ones in their order, and no more', async () => {
    const share = createFairShare({ ...limits, waitingMs: 10_000 })
    const entered: number[] = []
    expect([share.enter('a'), share.enter('a')]).toEqual([true, true])
    const waiting = [3, 4].map(async (at) => (await share.enter('a')) && entered.push(at))
    expect(share.enter('a')).toBe(false)
    expect(share.enter('b')).toBe(true)
    await Bun.sleep(0)
    expect(entered).toEqual([])
    share.leave('a')
    share.leave('a')
    await Promise.all(waiting)
    expect(entered).toEqual([3, 4])
    expect(share.enter('a')).toBeInstanceOf(Promise)
  })

  test('refuses a request that has waited too long, and lets later ones in', async () => {
    const share = createFairShare(limits)
    expect([share.enter('a'), share.enter('a'), await share.enter('a')]).toEqual([true, true, false])
    share.leave('a')
    expect(share.enter('a')).toBe(true)
  })
})

describe('a quota', () => {
  const quota = { name: 'export', requests: 2, seconds: 60 }

  test('is whole again a time after its first request, for each caller by itself', () => {
    let now = 0
    const quotas = createQuotas(() => now)
    const left = (caller: string) => Object.values(quotas.take(caller, quota))
    expect(left('a')).toEqual([true, 1, 60])
    now += 20_500
    expect(left('a')).toEqual([true, 0, 40])
    expect(left('a')).toEqual([false, 0, 40])
    expect(left('b')).toEqual([true, 1, 60])
    quotas.giveBack('a', quota)
    expect(left('a')).toEqual([true, 0, 40])
    now += 39_500
    expect(left('a')).toEqual([true, 1, 60])
  })
})

describe('requests of one caller', () => {
  /** Returns a service whose route answers once it is told to, and the number of requests that it has begun to answer. */
  function slowService() {
    const app = new Elysia()
    const allowance = createAllowance()
    const { promise, resolve } = Promise.withResolvers<void>()
    let begun = 0
    app.wrap(allowance.wrap)
    app
      .use(
        gate({
          host: '127.0.0.1',
          publicUrl: undefined,
          allowedHosts: [],
          corsOrigins: [],
          log: createMemoryLog().log,
          originOf: () => ({ address: undefined, scheme: 'http', forwardedHost: undefined }),
          findPlace: createRouteTable(() => app.routes),
          inFlight: () => 1,
          lifecycle: createLifecycle(),
          guest: 'read',
          allowance,
          networkFor: (request) => request.headers.get('x-test-network') ?? 'here',
          verify: createVerifier({ jwtSecret: TEST_SECRET }, async () => true),
          verifyKey: async () => ({
            subject: 'ada',
            account: 'ada',
            countedAs: 'ada',
            scopes: new Set(['read'] as const),
          }),
        }),
      )
      .use(access)
      .get(
        '/v1/games',
        async () => {
          begun++
          await promise
          return 'games'
        },
        { scope: 'read' },
      )
      .get('/v1/fault', () => Promise.reject(new Error('broken')), { scope: 'read' })
    const ask = (headers: Record<string, string>, path = '/v1/games') =>
      app.handle(new Request(`http://localhost${path}`, { headers }))
    return { ask, answerAll: resolve, begun: () => begun }
  }
  const bearer = async () => ({ authorization: `Bearer ${await testToken()}` })

  test.each([
    ['a token', bearer, bearer],
    ['the keys of an account', async () => ({ 'x-api-key': 'vl_one' }), bearer],
    ['guests of a network', async () => ({}), async () => ({ 'x-test-network': 'elsewhere' })],
  ])('with %s are answered a few at once, those of others beside them', async (_, one, other) => {
    const { ask, answerAll, begun } = slowService()
    const headers: Record<string, string> = await one()
    const flood = Array.from({ length: ATTEMPTS + 10 }, () => ask(headers))
    await Bun.sleep(50)
    expect(begun()).toBe(LIMITS.requestsOfCaller)
    const beside = ask(await other())
    await Bun.sleep(50)
    expect(begun()).toBe(LIMITS.requestsOfCaller + 1)
    answerAll()
    expect((await beside).status).toBe(200)
    const answers = await Promise.all(flood)
    const refused = answers.filter(({ status }) => status === 429)
    expect([answers.filter(({ ok }) => ok).length, refused.length]).toEqual([ATTEMPTS, 10])
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect(await refused[0]?.json()).toMatchObject({ code: 'too_many_requests' })
  })

  test('make room when they fail', async () => {
    const { ask } = slowService()
    const headers = await bearer()
    for (let at = 0; at < 3 * ATTEMPTS; at++) expect((await ask(headers, '/v1/fault')).status).toBe(500)
  })
})

describe('the table of quotas', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  test('names routes of the service, which say that they may answer 429', () => {
    const responses = new Map(
      createTestApp(stores).routes.map(({ method, path, hooks }) => [
        `${method} ${path}`,
        Object.keys(hooks.response ?? {}),
      ]),
    )
    for (const route of Object.keys(QUOTAS))
      expect([route, responses.get(route) ?? []]).toEqual([route, expect.arrayContaining(['429'])])
  })

  test('is the one in docs/operations.md', async () => {
    const text = await Bun.file('docs/operations.md').text()
    const listed = text.matchAll(/^\| `(?<route>[A-Z]+ \S+)` +\| (?<requests>\d+) in (?<seconds>\d+) s/gm)
    const documented = Array.from(listed, ({ groups }) => [
      groups?.route,
      Number(groups?.requests),
      Number(groups?.seconds),
    ])
    expect(documented).toEqual(
      Object.entries(QUOTAS).map(([route, { requests, seconds }]) => [route, requests, seconds]),
    )
    for (const [limit, shown] of [
      [LIMITS.requestsOfCaller, '| requests that are being answered'],
      [LIMITS.waitingOfCaller, '| requests that wait'],
      [LIMITS.exportsOfCaller, '| exports that run'],
    ] as const)
      expect(text.split('\n').find((line) => line.startsWith(shown))).toContain(`| ${limit}`)
  })

  test('refuses what is beyond it, with the time until it is whole again', async () => {
    const app = createTestApp(stores, { registration: 'open' })
    const register = (at: number) =>
      sendTo(app, 'POST', '/v1/auth/register', {
        body: { email: `one${at}@example.org`, password: `three quiet green lamps ${at}` },
      })
    const quota = QUOTAS['POST /v1/auth/register']?.requests ?? 0
    const answers = []
    for (let at = 0; at <= quota; at++) answers.push(await register(at))
    expect(answers.slice(0, -1).map(({ status }) => status)).toEqual(Array.from({ length: quota }, () => 200))
    const last = answers.at(-1)
    expect([last?.status, last?.body.code]).toEqual([429, 'too_many_requests'])
    expect(last?.headers.get('ratelimit')).toMatch(/^"register";r=0;t=3\d{3}$/)
    expect(last?.headers.get('retry-after')).toMatch(/^3\d{3}$/)
  })
})
