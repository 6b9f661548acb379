import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createServer, connect as dial, type Server } from 'node:net'
import { sql } from 'drizzle-orm'
import { freePort } from '#tests/ops/server-user'
import { testToken } from '#tests/support/client'
import { createBareDatabase, createTestStores, dropDatabase, type TestStores } from '#tests/support/stores'
import { addressOf, runService } from './running'

const SERVER = process.env.TEST_DATABASE_URL
const MINUTES = 120_000

let stores: TestStores
let authorization: string

beforeAll(async () => {
  stores = await createTestStores()
  authorization = `Bearer ${await testToken()}`
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns the address of a database as seen through a port of this machine. */
function throughPort(url: string, port: number): string {
  const address = new URL(url)
  address.host = `127.0.0.1:${port}`
  return address.href
}

/** Passes the connections of a port on to a database. */
function forward(url: string, port: number): Promise<Server> {
  const { hostname, port: target } = new URL(url)
  const server = createServer((client) => {
    const upstream = dial(Number(target || 5432), hostname)
    client.pipe(upstream).pipe(client)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

describe.skipIf(!SERVER)('a service whose Postgres is away (needs TEST_DATABASE_URL)', () => {
  test(
    'lives, is not ready, refuses with 503, logs one line, and serves as soon as Postgres is there',
    async () => {
      const port = await freePort()
      await using service = runService({ DATABASE_URL: throughPort(stores.databaseUrl ?? '', port) })
      const url = await addressOf(service)
      const asked = async (path: string) => {
        const response = await fetch(`${url}${path}`, { headers: { authorization } })
        return [response.status, response.headers.get('retry-after')]
      }
      await service.logged('store_away')
      expect(await asked('/health/live')).toEqual([200, null])
      expect(await asked('/health/ready')).toEqual([503, '5'])
      expect(await asked('/v1/games')).toEqual([503, '5'])
      await Bun.sleep(3500)
      expect(service.log.filter(({ code }) => code === 'store_away')).toHaveLength(1)
      expect(service.said).toEqual([])
      const proxy = await forward(stores.databaseUrl ?? '', port)
      await service.logged('service_started')
      expect(await asked('/health/ready')).toEqual([200, null])
      expect(await asked('/v1/games')).toEqual([200, null])
      expect(service.said).toEqual([`VestimLib serves the catalogue at ${url}`])
      service.signal('SIGTERM')
      expect(await service.exited).toBe(0)
      proxy.close()
    },
    MINUTES,
  )

  test(
    'ends at once with 0 on SIGTERM',
    async () => {
      await using service = runService({ DATABASE_URL: throughPort(SERVER ?? '', await freePort()) })
      await service.logged('store_away')
      const began = performance.now()
      service.signal('SIGTERM')
      expect(await service.exited).toBe(0)
      expect(performance.now() - began).toBeLessThan(3000)
    },
    MINUTES,
  )

  test(
    'ends with 78 and a sentence where the schema is missing, because waiting does not mend that',
    async () => {
      const bare = await createBareDatabase(SERVER ?? '')
      await using service = runService({ DATABASE_URL: bare })
      expect(await service.exited).toBe(78)
      expect(service.log.at(-1)).toEqual({
        complaint: 'The database is behind this release: run bun run migrate first.',
      })
      await dropDatabase(SERVER ?? '', bare)
    },
    MINUTES,
  )
})

describe.skipIf(!SERVER)('a service whose Postgres is read-only (needs TEST_DATABASE_URL)', () => {
  const setReadOnly = (isOn: boolean) =>
    stores.db.execute(
      sql.raw(
        `do $$ begin execute format('alter database %I set default_transaction_read_only = ${isOn}', current_database()); end $$`,
      ),
    )

  test(
    'serves reads; a vocabulary that cannot be written is one warning',
    async () => {
      await stores.db.execute(sql`delete from genre`)
      await setReadOnly(true)
      try {
        await using service = runService({ DATABASE_URL: stores.databaseUrl })
        await service.logged('service_started')
        const url = await addressOf(service)
        expect((await fetch(`${url}/v1/games`, { headers: { authorization } })).status).toBe(200)
        expect(service.log.filter(({ code }) => code === 'vocabulary_not_written')).toEqual([
          expect.objectContaining({ level: 'warn', reason: '25006' }),
        ])
        service.signal('SIGTERM')
        expect(await service.exited).toBe(0)
      } finally {
        await setReadOnly(false)
      }
    },
    MINUTES,
  )
})
