import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '#db/connect'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { readLedger } from '#db/privacy/ledger-file'
import type { Db } from '#db/stores'
import { rowsOf } from '#db/stores'
import { insertPerson, newDataDir, rowsWith } from '#tests/support/erasures'
import { createTestStores } from '#tests/support/stores'

/** Runs an erasure in a process of its own that dies at a point, and returns what it wrote; '' if it died. */
async function erase(
  databaseUrl: string | undefined,
  dataDir: string,
  accountId: string,
  point: string,
): Promise<string> {
  const script = join(import.meta.dir, 'killed-erasure.ts')
  const child = Bun.spawn([process.execPath, script, databaseUrl ?? '', dataDir, accountId, point], {
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const text = await new Response(child.stdout).text()
  expect(await child.exited).toBe(text === '' ? 137 : 0)
  return text
}

const tablesWith = async (db: Db, text: string) => [...new Set((await rowsWith(db, text)).map(({ table }) => table))]

async function expectErased(db: Db, dataDir: string, id: string): Promise<void> {
  expect(await tablesWith(db, id)).toEqual(['audit_log'])
  const { subjectOf } = await erasureKeyOf(db)
  expect(await rowsOf(db, sql`select subject from erasure`)).toEqual([{ subject: subjectOf(id) }])
  const lines = (await readLedger(dataDir))?.lines ?? []
  expect(lines.every(({ subject }) => subject === subjectOf(id))).toBe(true)
  expect(lines.length).toBeGreaterThan(0)
}

describe('an erasure that is killed', () => {
  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'after any statement leaves the account whole, and asked again finishes',
    async () => {
      await using stores = await createTestStores()
      const { db, databaseUrl } = stores
      const dataDir = newDataDir()
      const id = await insertPerson(db, 'ada@example.org')
      const before = await rowsWith(db, id)
      let point = 1
      for (; (await erase(databaseUrl, dataDir, id, String(point))) === ''; point++)
        expect(await rowsWith(db, id)).toEqual(before)
      expect(point).toBeGreaterThan(8)
      await expectErased(db, dataDir, id)
    },
    120_000,
  )

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'between file and commit is in the file, and asked again finishes',
    async () => {
      await using stores = await createTestStores()
      const { db, databaseUrl } = stores
      const dataDir = newDataDir()
      const id = await insertPerson(db, 'ada@example.org')
      expect(await erase(databaseUrl, dataDir, id, 'end')).toBe('')
      expect((await readLedger(dataDir))?.lines).toHaveLength(1)
      expect(await tablesWith(db, 'ada@example.org')).toEqual(['account'])
      expect(await erase(databaseUrl, dataDir, id, '')).toBe('erased')
      await expectErased(db, dataDir, id)
    },
    60_000,
  )

  test('after its commit is done, in the embedded store, too', async () => {
    const dataDir = newDataDir()
    const open = () =>
      connect({
        databaseUrl: undefined,
        dataDir,
        elasticsearchUrl: undefined,
        elasticsearchApiKey: undefined,
        elasticsearchCaFile: undefined,
        elasticsearchIndex: '',
      })
    let id = ''
    {
      await using stores = await open()
      id = await insertPerson(stores.db, 'ada@example.org')
    }
    expect(await erase(undefined, dataDir, id, 'end')).toBe('')
    {
      await using stores = await open()
      expect(await tablesWith(stores.db, 'ada@example.org')).toEqual(['account'])
    }
    expect(await erase(undefined, dataDir, id, 'committed')).toBe('')
    await using stores = await open()
    await expectErased(stores.db, dataDir, id)
  }, 120_000)
})
