import { afterAll, beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type BinDimension, binNumberSql, binStart, SALES_STARTS, SCORE_BIN } from '#db/stats/bins'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

test.each<[BinDimension, number | null, number | null]>([
  ['critics', 0, 0],
  ['critics', 4.99, 0],
  ['critics', 5, 5],
  ['critics', 99, 95],
  ['critics', 100, 95],
  ['users', null, null],
  ['sales', 0, 0],
  ['sales', 999, 0],
  ['sales', 1_000, 1_000],
  ['sales', 1_999_999, 1_000_000],
  ['sales', 2_000_000, 2_000_000],
  ['sales', 3_000_000_000, 100_000_000],
])('%s of %p are in the bin from %p', async (dimension, figure, from) => {
  const [row] = await rowsOf<{ position: number }>(
    stores.db,
    sql`select ${binNumberSql(dimension)} as position
      from (select ${figure}::float8 as score_critics, ${figure}::float8 as score_users, ${figure}::float8 as sales_copies) game`,
  )
  expect(binStart(dimension, row?.position ?? -1)).toBe(from)
})

test('two of them have at most 400 cells', () => {
  const most = Math.max(100 / SCORE_BIN, SALES_STARTS.length)
  expect(most * most).toBeLessThanOrEqual(400)
})
