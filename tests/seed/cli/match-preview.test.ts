import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { load, memorySource } from '#tests/support/memory-source'
import { runSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

// Another process cannot open the embedded store of a test, which is in memory; `previewMatching` has tests on both stores.
describe.skipIf(!process.env.TEST_DATABASE_URL)('bun run seed match --dry-run, with TEST_DATABASE_URL', () => {
  let stores: TestStores
  const run = (...args: string[]) => runSeed(['match', ...args], { DATABASE_URL: stores.databaseUrl ?? '' })
  beforeAll(async () => {
    stores = await createTestStores()
    await load(stores, memorySource('a', [[{ key: 'elite', title: 'Elite' }]]))
    await load(stores, memorySource('b', [[{ key: 'elite', title: 'Elite' }]]))
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  test('prints that nothing would change, or what would, and changes nothing', async () => {
    expect((await run('--dry-run')).out).toBe(
      '2 records would be matched again: 0 games merged, 0 split off, 0 retitled, 0 created; 0 updated in all. Nothing was changed.\n',
    )
    await stores.db.execute(sql`update game set title = 'Elite of yesterday'`)
    const before = await catalogueHash(stores.db)
    const { exit, out } = await run('--shipped', '--dry-run')
    expect([exit, out]).toEqual([
      0,
      'retitle  elite: Elite\n2 records would be matched again: 0 games merged, 0 split off, 1 retitled, 0 created; 0 updated in all. Nothing was changed.\n',
    ])
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test.each([
    ['--explain', 'Elite'],
    ['--list', 'mine.csv'],
  ])('is refused with %s', async (option, value) => expect((await run('--dry-run', option, value)).exit).toBe(2))
})
