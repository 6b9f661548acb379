import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { insertPerson, newDataDir, rowsWith } from '#tests/support/erasures'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

/** Purges in a process of its own that dies at a point. Returns true if it did not. */
async function purge(databaseUrl: string, dataDir: string, point: number): Promise<boolean> {
  const script = join(import.meta.dir, 'killed-purge.ts')
  const child = Bun.spawn([process.execPath, script, databaseUrl, dataDir, '900', String(point)], { stdout: 'pipe' })
  const text = await new Response(child.stdout).text()
  expect(await child.exited).toBe(text === 'purged' ? 0 : 137)
  return text === 'purged'
}

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'a purge that is killed at any moment, again and again, finishes, and leaves a proof',
  async () => {
    await using stores = await createTestStores()
    const { db, databaseUrl = '' } = stores
    const dataDir = newDataDir()
    await insertPerson(db, 'admin@example.org', 'admin')
    for (const name of ['ada', 'bob']) await insertPerson(db, `${name}@example.org`)
    await load(stores, memorySource('refused', [[{ key: 'a', title: 'A' }, 'broken']]))
    let point = 1
    while (!(await purge(databaseUrl, dataDir, point))) point += 3
    expect(point).toBeGreaterThan(6)
    for (const name of ['ada', 'bob']) expect(await rowsWith(db, `${name}@example.org`)).toEqual([])
    expect(await rowsOf(db, sql`select email from account`)).toEqual([{ email: 'admin@example.org' }])
    expect(
      await rowsOf(db, sql`select 1 from session union all select 1 from quarantine where raw is not null`),
    ).toEqual([])
    expect(await rowsOf(db, sql`select 1 as proof from purge_run limit 1`)).toEqual([{ proof: 1 }])
  },
  120_000,
)
