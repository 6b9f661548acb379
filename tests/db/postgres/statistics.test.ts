import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { analyzeGrownTables } from '#db/postgres/statistics'
import { rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const isServerThere = process.env.TEST_DATABASE_URL !== undefined

describe.each([
  { name: 'the embedded store', isEmbedded: true },
  ...(isServerThere ? [{ name: 'a server', isEmbedded: false }] : []),
])('in $name', ({ isEmbedded }) => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores({ isEmbedded })
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  /** Returns the number of rows that Postgres takes the table to have; -1 if it does not know. */
  async function assumedRows(): Promise<number | undefined> {
    const [found] = await rowsOf<{ rows: number }>(
      stores.db,
      sql`select reltuples::float8 as rows from pg_class where relname = 'grown'`,
    )
    return found?.rows
  }

  const addRows = (count: number) =>
    stores.db.execute(sql`insert into grown select n from generate_series(1, ${count}::int) n`)

  test('a table is analysed first when it has rows, and again when it has grown by half', async () => {
    await stores.db.execute(sql`create table grown (n int) with (autovacuum_enabled = false)`)
    try {
      await analyzeGrownTables(stores.db)
      expect(await assumedRows()).toBe(-1)
      await addRows(10_000)
      await analyzeGrownTables(stores.db)
      expect(await assumedRows()).toBe(10_000)
      await addRows(2_000)
      await analyzeGrownTables(stores.db)
      expect(await assumedRows()).toBe(10_000)
      await addRows(8_000)
      await analyzeGrownTables(stores.db)
      expect(await assumedRows()).toBe(20_000)
    } finally {
      await stores.db.execute(sql`drop table grown`)
    }
  })

  test('after a first load Postgres knows the size of every table that has rows', async () => {
    const records = Array.from({ length: 500 }, (_, at) => ({
      key: `${at}`,
      title: `Game ${at}`,
      year: 1990,
      genres: ['puzzle'],
    }))
    await load(stores, memorySource('many', [records]))
    const unknown = await rowsOf<{ name: string }>(
      stores.db,
      sql`select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = current_schema()
        and relkind = 'r' and pg_relation_size(c.oid) > 0 and reltuples < 0 and relname in ('game', 'source_record', 'match_link', 'match_key', 'external_id', 'game_list')`,
    )
    expect(unknown).toEqual([])
  })
})
