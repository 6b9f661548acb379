import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { vacuumEmbedded } from '#db/postgres/vacuum'
import { rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const bytesOfGames = async ({ db }: TestStores): Promise<number> => {
  const [found] = await rowsOf<{ bytes: number }>(db, sql`select pg_relation_size('game')::int as bytes`)
  return found?.bytes ?? 0
}

const recordsOf = (round: number) =>
  Array.from({ length: 1500 }, (_, at) => ({
    key: `${at}`,
    title: `Game ${at}`,
    summary: `Round ${round} `.repeat(40),
  }))

test('the embedded store does not grow with loads that change the same games', async () => {
  await using stores = await createTestStores({ isEmbedded: true, isKept: false })
  const sizes: number[] = []
  for (let round = 0; round < 4; round++) {
    await load(stores, memorySource('changing', [recordsOf(round)]), { restart: true })
    sizes.push(await bytesOfGames(stores))
  }
  // Once there is room for two versions of each game, the freed space is used again.
  expect(sizes[3]).toBeLessThanOrEqual((sizes[1] ?? 0) * 1.2)
}, 120_000)

test('rows that have changed a moment ago are freed, too', async () => {
  await using stores = await createTestStores({ isEmbedded: true, isKept: false })
  const { db } = stores
  await db.execute(sql`create table changing as select n from generate_series(1, 20000) n`)
  const vacuumed: number[] = []
  for (let round = 0; round < 3; round++) {
    await db.execute(sql`update changing set n = n + 1`)
    await vacuumEmbedded(stores)
    await db.execute(sql`select pg_stat_force_next_flush()`)
    const [table] = await rowsOf<{ times: number }>(
      db,
      sql`select vacuum_count::int as times from pg_stat_user_tables where relname = 'changing'`,
    )
    vacuumed.push(table?.times ?? 0)
  }
  expect(vacuumed).toEqual([1, 2, 3])
}, 30_000)
