import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { createPostgres } from '#db/postgres/server'
import { rowsOf } from '#db/stores'
import { createTestStores } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL
/** Connections of the pool that serves requests. */
const CONNECTIONS = 16
const CALLERS = 80
const ROUNDS = 2
const MINUTE = 60_000

async function countSessions(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from pg_stat_activity
    where datname = current_database()`
  return row?.count ?? 0
}

test.skipIf(!SERVER)(
  'answers that come after the deadline return no connection twice (needs TEST_DATABASE_URL)',
  async () => {
    await using stores = await createTestStores()
    const { databaseUrl = '' } = stores
    await using service = createPostgres(databaseUrl, 'serve')
    await using other = Object.assign(postgres(databaseUrl, { max: 1 }), {
      [Symbol.asyncDispose]: () => other.end(),
    })
    const before = await countSessions(other)
    for (let round = 0; round < ROUNDS; round++)
      await other.begin(async (lock) => {
        await lock`lock table game in access exclusive mode`
        // More than the pool has, so that some wait for a connection first and are late while their statement still runs.
        const reads = Array.from({ length: CALLERS }, () => rowsOf(service.db, sql`select count(*) from game`))
        for (const { status } of await Promise.allSettled(reads)) expect(status).toBe('rejected')
        await Bun.sleep(1_500)
      })
    const reads = Array.from({ length: CALLERS }, () =>
      rowsOf(service.db, sql`select pg_backend_pid() as pid, pg_sleep(.02)`),
    )
    await Promise.all(reads)
    expect((await countSessions(other)) - before).toBeLessThanOrEqual(CONNECTIONS)
  },
  MINUTE,
)
