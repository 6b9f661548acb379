import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await upsertVocabulary(stores.db)
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns every row of the vocabulary with the transaction that wrote it. */
const written = () =>
  rowsOf<{ slug: string; xmin: string; xmax: string }>(
    stores.db,
    sql`select slug, xmin::text, xmax::text from platform union all select slug, xmin::text, xmax::text from genre order by 1`,
  )

describe('the vocabulary', () => {
  test('is written once: the second start changes and locks no row', async () => {
    const first = await written()
    expect(first.length).toBeGreaterThan(100)
    await upsertVocabulary(stores.db)
    expect(await written()).toEqual(first)
  })

  test('needs no writing on a read-only database', async () => {
    await stores.db.transaction(async (tx) => {
      await tx.execute(sql`set transaction read only`)
      await upsertVocabulary(tx)
    })
  })

  test('is written again where the store has other words, or none', async () => {
    await stores.db.execute(sql`update platform set aliases = '{}' where slug = 'ps2'`)
    await stores.db.execute(sql`delete from genre where slug = 'racing'`)
    await upsertVocabulary(stores.db)
    const rows = await rowsOf(
      stores.db,
      sql`select slug from platform where slug = 'ps2' and aliases <> '{}' union all select slug from genre where slug = 'racing'`,
    )
    expect(rows).toHaveLength(2)
  })
})
