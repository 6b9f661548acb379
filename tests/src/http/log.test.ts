import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import type { SearchService } from '#db/search/engine'
import { listen } from '#src/http/listen'
import { createLog } from '#src/http/log'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('a log', () => {
  const written = {
    debug: ['debug', 'info', 'warn', 'error'],
    info: ['info', 'warn', 'error'],
    warn: ['warn', 'error'],
    error: ['error'],
  }
  for (const level of ['debug', 'info', 'warn', 'error'] as const)
    test(`of the level ${level} writes ${written[level].join(', ')}`, () => {
      const { log, lines } = createMemoryLog(level)
      for (const each of ['debug', 'info', 'warn', 'error'] as const) {
        log[each]('event', { about: each })
        expect(log.writes(each)).toBe(written[level].includes(each))
      }
      expect(lines.map((line) => [line.level, line.about])).toEqual(written[level].map((each) => [each, each]))
    })

  test('writes one line of JSON per event, whatever the text holds', () => {
    const lines: string[] = []
    const write = (line: string) => void lines.push(line)
    const log = createLog('info', { write, defer: write })
    log.info('event', { message: 'one\r\n{"level":"error"}\u2028', count: 2 })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/[\r\n]/)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'info',
      code: 'event',
      message: 'one\r\n{"level":"error"}\u2028',
      count: 2,
    })
  })
})

/** Serves over a real port while `work` asks, and returns the lines of the log. */
async function linesOf(
  level: 'info' | 'warn' | 'error',
  work: (url: string) => Promise<unknown>,
  search: SearchService = stores.search,
) {
  const { log, lines } = createMemoryLog(level)
  const service = listen(createTestApp({ ...stores, search }, {}, log), { host: '127.0.0.1', port: 0 })
  await work(service.url)
  await service.stop()
  return lines
}

const CANARY = 'canary-4711'

describe('requests over a port', () => {
  test('are one line each at info: method, route, status, milliseconds, request id', async () => {
    const authorization = `Bearer ${await testToken()}`
    const lines = await linesOf('info', async (url) => {
      const ask = (path: string, init?: RequestInit) =>
        fetch(url + path, { headers: { authorization, 'x-request-id': `id-${path.length}-of-it` }, ...init })
      await ask('/v1/games?limit=1')
      await ask('/v1/games', { headers: {} })
      await ask('/v1/games/nobody')
      await ask('/nope')
      await ask('/v1/games', { method: 'HEAD' })
      await ask('/v1/games?limit=0')
      await ask('/v1/games', { method: 'OPTIONS' })
      await ask('/v1/games', { method: 'PATCH' })
      await ask('/health/live', { headers: { host: 'evil.example' } })
    })
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/v1/games', 200],
      ['GET', '/v1/games', 401],
      ['GET', '/v1/games/:slug', 404],
      ['GET', null, 404],
      ['HEAD', '/v1/games', 200],
      ['GET', '/v1/games', 422],
      ['OPTIONS', '/v1/games', 405],
      ['PATCH', '/v1/games', 405],
      ['GET', '/health/live', 421],
    ])
    expect(lines[0]?.requestId).toBe('id-17-of-it')
    for (const { level, code, requestId, ms, ...rest } of lines) {
      expect([level, code]).toEqual(['info', 'request'])
      expect(requestId).toMatch(/^[\w-]{8,64}$/)
      expect(ms).toBeNumber()
      expect(Object.keys(rest)).toEqual(['at', 'method', 'route', 'status'])
    }
  })

  test('never show a query, a token, a body or a header', async () => {
    const lines = await linesOf('info', async (url) => {
      await fetch(`${url}/v1/search?q=${CANARY}`, { headers: { authorization: `Bearer ${await testToken()}` } })
      await fetch(`${url}/v1/games?${CANARY}`, { headers: { authorization: `Bearer ${CANARY}`, cookie: CANARY } })
      const headers = { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' }
      await fetch(`${url}/v1/games/x/merge`, { method: 'POST', headers, body: JSON.stringify({ with: CANARY }) })
    })
    expect(lines).toHaveLength(3)
    expect(JSON.stringify(lines)).not.toContain(CANARY)
    expect(JSON.stringify(lines)).not.toContain('eyJ')
  })

  test('show no path: not one without a route, and not one without a host', async () => {
    const lines = await linesOf('info', async (url) => {
      await fetch(`${url}/${CANARY}`)
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
          socket.write(`GET /${CANARY}?q=1 HTTP/1.0\r\n\r\n`),
        )
        socket.on('data', () => socket.destroy())
        socket.on('close', () => resolve())
      })
    })
    expect(lines.map(({ route, status }) => [route, status])).toEqual([
      [null, 401],
      [null, 421],
    ])
    expect(JSON.stringify(lines)).not.toContain(CANARY)
  })

  test('are not logged at warn, and a fault is: under the request id of its response', async () => {
    const search: SearchService = { ...stores.search, search: () => Promise.reject(new Error('out of order')) }
    let requestId: string | null = null
    const headers = { authorization: `Bearer ${await testToken()}` }
    const work = async (url: string) => {
      await fetch(`${url}/v1/games`, { headers })
      requestId = (await fetch(`${url}/v1/search?q=x`, { headers })).headers.get('x-request-id')
    }
    for (const level of ['warn', 'error'] as const) {
      const lines = await linesOf(level, work, search)
      expect(lines.map(({ level: of, requestId: id, code, name }) => [of, id, code, name])).toEqual([
        ['error', requestId, 'internal_error', 'Error'],
      ])
    }
  })
})

describe('refusals', () => {
  test('for a missing scope are logged with the subject and the network, without what was asked', async () => {
    const { log, lines } = createMemoryLog('info')
    const app = createTestApp(stores, {}, log)
    const headers = { authorization: `Bearer ${await testToken('read')}` }
    const response = await ask(app, '/v1/review?source=secret', { headers })
    expect(response.status).toBe(403)
    expect(lines.filter(({ code }) => code === 'refused')).toEqual([
      {
        at: expect.any(String),
        level: 'info',
        code: 'refused',
        reason: 'forbidden',
        status: 403,
        subject: expect.any(String),
        requestId: response.headers.get('x-request-id'),
        method: 'GET',
        network: 'unknown',
      },
    ])
  })

  test('for other reasons are not', async () => {
    const { log, lines } = createMemoryLog('info')
    const app = createTestApp(stores, {}, log)
    await ask(app, '/v1/review', { headers: {} })
    await ask(app, '/v1/nothing', { headers: { authorization: `Bearer ${await testToken('read')}` } })
    expect(lines.filter(({ code }) => code === 'refused')).toEqual([])
  })
})
