import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testToken } from '#tests/support/client'
import { runClosedLoop } from './closed-loop'
import { addressOf, run, runService } from './running'

const MINUTES = 180_000
const ROUNDS = 3
const CLIENTS = 40

let dataDir: string
let authorization: string
let hung: Server
let connected = () => {}

/** Waits until something that is started here connects to the server that never answers. */
async function whenConnected<T>(start: () => T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>()
  connected = resolve
  const started = start()
  await promise
  return started
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vestim-stop-'))
  authorization = `Bearer ${await testToken()}`
  hung = createServer(() => connected()).listen(0, '127.0.0.1')
})
afterAll(async () => {
  hung.close()
  await rm(dataDir, { recursive: true, force: true })
})

const serveEmbedded = async () => {
  const service = runService({ DATA_DIR: dataDir })
  await service.logged('service_started')
  return { service, url: await addressOf(service) }
}

/** Returns the URL of a server that accepts connections and never answers. */
function hungUrl(scheme: string): string {
  const address = hung.address()
  return `${scheme}://127.0.0.1:${typeof address === 'object' && address?.port}`
}

describe('a signal', () => {
  test(
    `cuts no request of ${CLIENTS} clients in a closed loop`,
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { service, url } = await serveEmbedded()
        const loop = runClosedLoop(url, '/v1/platforms', `Authorization: ${authorization}\r\n`, CLIENTS)
        await Bun.sleep(300)
        service.signal('SIGTERM')
        const { answered, refused, cut, reasons } = await loop
        expect({ refused, cut, reasons }).toEqual({ refused: CLIENTS, cut: 0, reasons: [] })
        expect(answered).toBeGreaterThan(CLIENTS)
        expect(await service.exited).toBe(0)
      }
    },
    MINUTES,
  )

  test(
    'turns readiness 503 first and ends connections, while requests are still accepted',
    async () => {
      const { service, url } = await serveEmbedded()
      service.signal('SIGTERM')
      await service.logged('service_stopping')
      const ready = await fetch(`${url}/health/ready`, { keepalive: false })
      expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
      expect(await ready.json()).toMatchObject({ status: 'not ready', service: 'stopping' })
      expect((await fetch(`${url}/v1/games`, { headers: { authorization }, keepalive: false })).status).toBe(200)
      expect(await service.exited).toBe(0)
    },
    MINUTES,
  )

  test(
    'ends the process although Elasticsearch accepts connections and never answers',
    async () => {
      await using service = runService({ DATA_DIR: dataDir, ELASTICSEARCH_URL: hungUrl('http') })
      await service.logged('service_started')
      const began = performance.now()
      service.signal('SIGTERM')
      expect(await service.exited).toBe(0)
      expect(performance.now() - began).toBeLessThan(15_000)
    },
    MINUTES,
  )

  test(
    'ends the service and the relay while they wait for a Postgres that never answers',
    async () => {
      for (const command of ['start', 'relay']) {
        await using process = await whenConnected(() =>
          run(['src/index.ts', command], { DATABASE_URL: hungUrl('postgres') }),
        )
        if (command === 'start') await addressOf(process)
        const began = performance.now()
        process.signal('SIGTERM')
        expect([command, await process.exited]).toEqual([command, 0])
        expect(performance.now() - began).toBeLessThan(12_000)
      }
    },
    MINUTES,
  )

  test(
    'ends a migration that waits for Postgres, which is safe to repeat',
    async () => {
      await using migration = await whenConnected(() =>
        run(['src/index.ts', 'migrate'], { DATABASE_URL: hungUrl('postgres') }),
      )
      migration.signal('SIGTERM')
      expect(await migration.exited).toBe(130)
    },
    MINUTES,
  )

  test(
    'the second ends the process at once with 130',
    async () => {
      const { service } = await serveEmbedded()
      service.signal('SIGTERM')
      await service.logged('service_stopping')
      await Bun.sleep(400)
      service.signal('SIGTERM')
      expect(await service.exited).toBe(130)
    },
    MINUTES,
  )
})
