import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import postgres from 'postgres'
import { type OwnPostgres, postgresPrograms, startOwnPostgres } from './own-postgres'

const programs = postgresPrograms()
const options = { max: 1, onnotice: () => {} }

describe.skipIf(!programs)('postgres.js, patched (needs .ci/services)', () => {
  let server: OwnPostgres
  let other: postgres.Sql

  beforeAll(async () => {
    server = await startOwnPostgres(programs ?? '', { settings: { allow_system_table_mods: 'on' } })
    other = postgres(server.url, { ...options, max: 2 })
  })
  afterAll(async () => {
    await other.end()
    await server[Symbol.asyncDispose]()
  })

  test('fails a query, and not the process, when the array types cannot be read', async () => {
    await using sql = client({ lock_timeout: 200 })
    const held = Promise.withResolvers<void>()
    const freed = Promise.withResolvers<void>()
    const locked = other.begin(async (tx) => {
      await tx`lock table pg_type in access exclusive mode`
      held.resolve()
      await freed.promise
    })
    await held.promise
    await expect(sql.query`select 1`.execute()).rejects.toMatchObject({ code: '55P03' })
    freed.resolve()
    await locked
    expect((await sql.query`select array['a', 'b'] as both`)[0]?.both).toEqual(['a', 'b'])
  }, 30_000)

  test('gives the rows of a query that broke to no other query', async () => {
    await using sql = client({})
    const [session] = await sql.query`select pg_backend_pid() as pid`
    const broken =
      sql.query`select n from generate_series(1, 300000) n, pg_sleep(case n % 10000 when 0 then .02 else 0 end)`
        .execute()
        .catch(() => 'broken')
    await Bun.sleep(200)
    await other`select pg_terminate_backend(${session?.pid})`
    expect(await broken).toBe('broken')
    expect([...(await sql.query`select 7 as n`)]).toEqual([{ n: 7 }])
  }, 30_000)

  const client = (connection: Record<string, number>) => {
    const query = postgres(server.url, { ...options, connection })
    return { query, [Symbol.asyncDispose]: () => query.end({ timeout: 1 }) }
  }
})
