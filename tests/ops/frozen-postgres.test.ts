import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf, type Stores } from '#db/stores'
import { correction, createAsker, failureCodeOf, fillCatalogue, openService, timed, untilDone } from './broken-service'
import { type OwnPostgres, postgresPrograms, startOwnPostgres } from './own-postgres'

const programs = postgresPrograms()
/** A deadline of 2.5 s, and the slowness of a busy machine. */
const SOON_MS = 3_000
const POOL = 16

describe.skipIf(!programs)('a frozen Postgres (needs .ci/services)', () => {
  let server: OwnPostgres
  let stores: Stores

  beforeAll(async () => {
    server = await startOwnPostgres(programs ?? '')
    await fillCatalogue(server.url)
  })
  beforeEach(() => {
    stores = openService(server.url)
  })
  afterEach(async () => {
    server.thaw()
    await stores[Symbol.asyncDispose]()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const select = () => stores.db.execute(sql`select count(*) from game`)
  const transaction = () => stores.db.transaction((tx) => tx.execute(sql`select count(*) from game`))

  /** Opens all connections of the pool and returns how many there are. */
  async function countConnections(): Promise<number> {
    const slow = () => rowsOf<{ pid: number }>(stores.db, sql`select pg_backend_pid() as pid from pg_sleep(.3)`)
    const rows = await Promise.all(Array.from({ length: POOL }, slow))
    return new Set(rows.flat().map(({ pid }) => pid)).size
  }

  test('fails everything 30 callers ask within 3 s, then at once, and within 5 s of its thaw the pool is whole', async () => {
    expect(await countConnections()).toBe(POOL)
    server.freeze()
    const callers = [
      ...Array.from({ length: 14 }, () => timed(select)),
      ...Array.from({ length: 14 }, () => timed(transaction)),
      timed(() => stores.exclusively('a lock', async () => {})),
      timed(() => stores.check()),
    ]
    for (const { error, ms } of await Promise.all(callers)) {
      expect(failureCodeOf(error)).toBe('store_unreachable')
      expect(ms).toBeLessThan(SOON_MS)
    }
    for (const work of [select, transaction, () => stores.exclusively('a lock', async () => {})])
      expect((await timed(work)).ms).toBeLessThan(500)
    server.thaw()
    expect(await untilDone(select)).toBeLessThan(5_000)
    expect(await countConnections()).toBe(POOL)
  }, 60_000)

  test('is 503 with Retry-After on every route, from clients at once', async () => {
    const ask = await createAsker(stores)
    expect((await ask('/v1/games')).status).toBe(200)
    server.freeze()
    const paths = ['/v1/games', '/v1/games/elite', '/v1/platforms', '/v1/search?q=elite', '/v1/decisions']
    const asked = Array.from({ length: 30 }, (_, at) => ask(paths[at % paths.length] ?? ''))
    for (const { status, retryAfter, ms } of await Promise.all([...asked, ask(...correction('Frozen.'))])) {
      expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '5' })
      expect(ms).toBeLessThan(SOON_MS)
    }
  }, 60_000)

  test('in the middle of a transaction fails it within 3 s, and nothing of it is stored', async () => {
    await stores.db.execute(sql`create table written (at int)`)
    const { error, ms } = await timed(() =>
      stores.db.transaction(async (tx) => {
        await tx.execute(sql`insert into written values (1)`)
        server.freeze()
        await tx.execute(sql`insert into written values (2)`)
      }),
    )
    expect(failureCodeOf(error)).toBe('store_unreachable')
    expect(ms).toBeLessThan(SOON_MS)
    server.thaw()
    await untilDone(select)
    expect(await rowsOf(stores.db, sql`select at from written`)).toHaveLength(0)
  }, 60_000)

  test('that thaws after a deadline within a transaction commits nothing, even if the work goes on', async () => {
    await stores.db.execute(sql`create table ignored (at int)`)
    const { error } = await timed(() =>
      stores.db.transaction(async (tx) => {
        await tx.execute(sql`insert into ignored values (1)`)
        server.freeze()
        await timed(() => tx.execute(sql`select 1`))
        server.thaw()
      }),
    )
    await untilDone(select)
    await Bun.sleep(200)
    expect(failureCodeOf(error)).toBe('store_unreachable')
    expect(await rowsOf(stores.db, sql`select at from ignored`)).toHaveLength(0)
  }, 60_000)

  test('that thaws after the deadline of a transaction does not run its work', async () => {
    await select()
    server.freeze()
    let calls = 0
    const { error } = await timed(() => stores.db.transaction(async () => void calls++))
    server.thaw()
    await untilDone(select)
    await Bun.sleep(200)
    expect({ code: failureCodeOf(error), calls }).toEqual({ code: 'store_unreachable', calls: 0 })
  }, 60_000)

  test('does not keep the stores from closing', async () => {
    await countConnections()
    server.freeze()
    const asked = timed(select)
    const { ms } = await timed(async () => stores[Symbol.asyncDispose]())
    expect(ms).toBeLessThan(5_000)
    expect((await asked).error).toBeDefined()
  }, 60_000)
})
