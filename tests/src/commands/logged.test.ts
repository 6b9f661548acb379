import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { testToken } from '#tests/support/client'
import { readExposition } from '#tests/support/exposition'
import { linesOf, type ServiceProcess, startService } from '#tests/support/service-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL
const CANARY = 'canary-4711'
const METRICS_TOKEN = `${CANARY}-of-metrics-longer-than-32-characters`
const MINUTE = 60_000

let stores: TestStores
let service: ServiceProcess
let token: string

beforeAll(async () => {
  if (!SERVER) return
  stores = await createTestStores()
  token = await testToken('curate')
  service = await startService({ DATABASE_URL: stores.databaseUrl ?? '', METRICS_TOKEN })
}, MINUTE)
afterAll(async () => {
  if (!SERVER) return
  await service[Symbol.asyncDispose]()
  await stores[Symbol.asyncDispose]()
})

/** Lines of the log, but for those that tell how busy the machine is. */
const lines = () => service.log.filter(({ code }) => code !== 'event_loop_blocked')

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${service.origin}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      cookie: CANARY,
      'user-agent': CANARY,
      'x-forwarded-for': '198.51.100.7',
      'content-type': 'application/json',
    },
  })

describe.skipIf(!SERVER)('the log of a service process (needs TEST_DATABASE_URL)', () => {
  test(
    'is one JSON object a line, a line for each request, and nothing that was sent',
    async () => {
      // Lines of requests come up to 10 ms later: those of the start must be there.
      await Bun.sleep(100)
      const before = linesOf(service, 'request').length
      await ask(`/v1/search?q=${CANARY}`)
      await ask(`/v1/games/${CANARY}?include=${CANARY}`)
      await ask(`/${CANARY}`)
      await ask('/v1/games/x/merge', { method: 'POST', body: JSON.stringify({ with: CANARY, reason: CANARY }) })
      await ask('/v1/auth/login', {
        method: 'POST',
        body: JSON.stringify({ email: `${CANARY}@example.org`, password: CANARY }),
      })
      await ask('/metrics')
      const scraped = await fetch(`${service.origin}/metrics`, {
        headers: { authorization: `Bearer ${METRICS_TOKEN}` },
      })
      const exposition = await scraped.text()
      await raw(`GET /${CANARY} HTTP/1.1\r\nHost: ${CANARY}\r\nConnection: close\r\n\r\n`)
      await raw(
        `GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: ${CANARY} x\r\nConnection: close\r\n\r\n`,
      )
      while (linesOf(service, 'request').length < before + 9) await Bun.sleep(10)
      await Bun.sleep(100)
      expect(
        linesOf(service, 'request')
          .slice(before)
          .map(({ method, route, status }) => [method, route, status]),
      ).toEqual([
        ['GET', '/v1/search', 200],
        ['GET', '/v1/games/:slug', 422],
        ['GET', null, 404],
        ['POST', '/v1/games/:slug/merge', 404],
        ['POST', '/v1/auth/login', 401],
        ['GET', '/metrics', 401],
        ['GET', '/metrics', 200],
        ['GET', null, 421],
        ['GET', '/health/live', 200],
      ])
      const text = JSON.stringify(service.log)
      for (const secret of [CANARY, token, '198.51.100', '127.0.0.1:', '@example.org'])
        expect([secret, text.replaceAll(service.origin, '').includes(secret)]).toEqual([secret, false])
      expect(service.complaints).toEqual([])
      expect(exposition).not.toContain(CANARY)
      expect(readExposition(exposition).size).toBeGreaterThan(10)
    },
    MINUTE,
  )

  test('has no line of what Bun itself refuses, which reaches no code of ours', async () => {
    const before = lines().length
    expect(await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`)).toContain(' 431 ')
    expect(await raw('nonsense\r\n\r\n')).toContain(' 400 ')
    await Bun.sleep(100)
    expect(lines().slice(before)).toEqual([])
    expect(service.complaints).toEqual([])
  })

  test('tells once at the start what is unsafe or missing', () => {
    const warned = lines().flatMap(({ level, code }) => (level === 'warn' ? [code] : []))
    expect(warned).toEqual(['address_not_encrypted', 'backup_missing', 'index_missing', 'rights_not_separated'])
  })

  test(
    'has its last lines after a stop',
    async () => {
      await ask('/health/live')
      service.signal('SIGTERM')
      expect(await service.exited).toBe(0)
      await Bun.sleep(50)
      expect(service.log.slice(-3).map(({ code }) => code)).toEqual(['request', 'service_stopping', 'service_stopped'])
    },
    MINUTE,
  )
})

/** Sends bytes as they are, and returns all that comes back until the connection closes. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(new URL(service.origin).port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
  })
