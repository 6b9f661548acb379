import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { createQualityReader } from '#src/modules/quality/service'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const GAMES = 5_000
const CUT = `select pg_cancel_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and query like '%source_record%' and state = 'active'`

/** Holds the strongest lock on all records until disposed. */
async function lockRecords(url: string) {
  const other = postgres(url, { max: 2, onnotice: () => {} })
  const session = await other.reserve()
  await session.unsafe('begin; lock table source_record in access exclusive mode')
  return {
    /** Ends the statement that waits for the records, and returns the number of those ended. */
    cut: async () => (await other.unsafe(CUT)).length,
    free: () => session.unsafe('rollback'),
    [Symbol.asyncDispose]: async () => {
      session.release()
      await other.end({ timeout: 1 })
    },
  }
}

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'quality is that of a smaller sample when the store is busy, and the last figures when it fails (needs TEST_DATABASE_URL)',
  async () => {
    await using stores = await createTestStores()
    const games = Array.from({ length: GAMES }, (_, at) => ({ key: `${at}`, title: `Game of the number ${at}` }))
    await load(stores, memorySource('a', [games]))
    const read = createQualityReader(stores)
    const whole = await read()
    expect(whole.sample.games).toBeGreaterThan(3_000)
    const [named] = (await stores.db.execute(sql`select current_database() as name`)) as unknown as { name: string }[] // safe: Postgres names it
    await using lock = await lockRecords(
      Object.assign(new URL(process.env.TEST_DATABASE_URL ?? ''), { pathname: `/${named?.name}` }).href,
    )
    let isRead = false
    const again = read().finally(() => {
      isRead = true
    })
    while (!isRead) {
      await Bun.sleep(20)
      await lock.cut()
    }
    expect(await again).toEqual(whole)
    const smaller = read()
    while ((await lock.cut()) === 0) await Bun.sleep(20)
    await lock.free()
    expect((await smaller).sample.games).toBeLessThan(1_000)
  },
)
