import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import type { Stores } from '#db/stores'
import { correction, createAsker, failureCodeOf, fillCatalogue, openService, timed } from './broken-service'
import { type OwnPostgres, postgresPrograms, startOwnPostgres } from './own-postgres'

const programs = postgresPrograms()
const SOON_MS = 3_000
const UNAVAILABLE = { status: 503, retryAfter: '5' }

describe.skipIf(!programs)('a Postgres that answers, but not as it should (needs .ci/services)', () => {
  let server: OwnPostgres
  let stores: Stores
  let other: postgres.Sql

  beforeAll(async () => {
    server = await startOwnPostgres(programs ?? '')
    await fillCatalogue(server.url)
  })
  beforeEach(() => {
    stores = openService(server.url)
    other = postgres(server.url, { max: 8, onnotice: () => {} })
  })
  afterEach(async () => {
    await other.end({ timeout: 1 })
    await stores[Symbol.asyncDispose]()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const select = () => stores.db.execute(sql`select 1`)
  const openAll = () => Promise.all(Array.from({ length: 16 }, () => stores.db.execute(sql`select pg_sleep(.2)`)))

  test('answers the first reads after a restart, fast or by a crash, on idle connections', async () => {
    for (const mode of ['fast', 'immediate'] as const) {
      await openAll()
      await server.restart(mode)
      await Promise.all([select(), select(), select(), select()])
    }
  }, 60_000)

  test('repeats a read whose connection breaks, but not a write', async () => {
    await stores.db.execute(sql`create table counted (at int)`)
    const breakSoon = async () => {
      await Bun.sleep(300)
      await other`select pg_terminate_backend(pid) from pg_stat_activity where query like '%sleep%' and pid <> pg_backend_pid()
        and application_name = 'vestimlib'`
    }
    const read = timed(() => stores.db.execute(sql`with slow as (select sleep(.8)) select * from slow`))
    await stores.db.execute(sql`create or replace function sleep(seconds float) returns int language plpgsql as
      $$ begin perform pg_sleep(seconds); return 1; end $$`)
    expect((await read).error).toBeDefined()
    const [again] = await Promise.all([timed(() => stores.db.execute(sql`select sleep(.8)`)), breakSoon()])
    expect(again.error).toBeUndefined()
    const write = () => timed(() => stores.db.execute(sql`insert into counted select sleep(.8)`))
    const [refused] = await Promise.all([write(), breakSoon()])
    expect(failureCodeOf(refused.error)).toBe('store_unreachable')
  }, 60_000)

  test('is 503 within 3 s for 20 readers of a locked table, while other reads are answered', async () => {
    const ask = await createAsker(stores)
    const held = Promise.withResolvers<void>()
    const freed = Promise.withResolvers<void>()
    const locked = other.begin(async (tx) => {
      await tx`lock table game in access exclusive mode`
      held.resolve()
      await freed.promise
    })
    await held.promise
    const readers = Array.from({ length: 20 }, () => ask('/v1/games'))
    const others = Array.from({ length: 5 }, () => ask('/v1/decisions'))
    for (const { ms, ...answer } of await Promise.all([...readers, ask(...correction('Locked.'))])) {
      expect(answer).toEqual(UNAVAILABLE)
      expect(ms).toBeLessThan(SOON_MS)
    }
    for (const { status, ms } of await Promise.all(others)) {
      expect(status).toBe(200)
      expect(ms).toBeLessThan(SOON_MS)
    }
    freed.resolve()
    await locked
    expect((await ask('/v1/games')).status).toBe(200)
  }, 60_000)

  test('cuts a statement of a request after 2 s, but not one of long work', async () => {
    const [request, work] = await Promise.all([
      timed(() => stores.db.execute(sql`select pg_sleep(10)`)),
      timed(() => stores.batchDb.execute(sql`select pg_sleep(3)`)),
    ])
    expect(failureCodeOf(request.error)).toBe('store_unreachable')
    expect(request.ms).toBeLessThan(SOON_MS)
    expect(work.error).toBeUndefined()
  }, 60_000)

  test('serves requests while long work holds all its connections', async () => {
    const long = Array.from({ length: 5 }, () => stores.batchDb.execute(sql`select pg_sleep(1)`))
    expect((await timed(select)).ms).toBeLessThan(900)
    await Promise.all(long)
  }, 60_000)

  test('takes no writes, but reads, when it is read-only', async () => {
    await server.stop()
    await server.start({ default_transaction_read_only: 'on' })
    const ask = await createAsker(stores)
    const { status, retryAfter } = await ask(...correction('Read-only.'))
    expect({ status, retryAfter }).toEqual(UNAVAILABLE)
    expect((await ask('/v1/games')).status).toBe(200)
    await server.stop()
    await server.start()
    expect((await ask(...correction('Writable.'))).status).toBe(200)
  }, 60_000)

  test('is 503, not a crash, when it has no connection left', async () => {
    await server.stop()
    await server.start({ max_connections: '10' })
    const ask = await createAsker(stores)
    const taken = Array.from({ length: 8 }, () => other`select pg_sleep(2)`.execute())
    await Bun.sleep(500)
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('/v1/games')))
    for (const { status, ms } of answers) {
      expect([200, 503]).toContain(status)
      expect(ms).toBeLessThan(SOON_MS)
    }
    expect(answers.map(({ status }) => status)).toContain(503)
    await Promise.allSettled(taken)
    await other.end()
    expect((await ask('/v1/games')).status).toBe(200)
    await server.stop()
    await server.start()
  }, 60_000)
})
