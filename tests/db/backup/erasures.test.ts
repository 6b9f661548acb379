import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { eraseAccount } from '#db/privacy/erase'
import type { Ledger } from '#db/privacy/erase-again'
import { listErasures } from '#db/privacy/erasures'
import { readLedger } from '#db/privacy/ledger-file'
import { type Db, rowsOf } from '#db/stores'
import { insertPerson, newDataDir, rowsWith } from '#tests/support/erasures'
import { createTestStores } from '#tests/support/stores'
import { backUp, MODES, type Mode, openBare, restore, scratchFolder } from './places'

const fromFile = async (dataDir: string): Promise<Ledger> => ({
  lines: (await readLedger(dataDir))?.lines ?? [],
  keys: [],
})
const tablesWith = async (db: Db, text: string) => [...new Set((await rowsWith(db, text)).map(({ table }) => table))]

/** A backup with two people, of whom one was erased after it. */
async function backedUpThenErased(folder: string) {
  const stores = await createTestStores()
  const dataDir = newDataDir()
  const [gone, stays] = [
    await insertPerson(stores.db, 'gone@example.org'),
    await insertPerson(stores.db, 'stays@example.org'),
  ]
  // The key is part of the backup once anybody was erased before it.
  await eraseAccount(stores.db, {
    accountId: await insertPerson(stores.db, 'before@example.org'),
    by: 'person',
    dataDir,
  })
  await backUp(stores, folder)
  await eraseAccount(stores.db, { accountId: gone, by: 'person', dataDir })
  return { stores, dataDir, gone, stays }
}

const CASES = MODES.flatMap((mode) =>
  (['file', 'database', 'both'] as const).map((from): [Mode, typeof from] => [mode, from]),
)

test.each(CASES)(
  'an erased person does not come back with a backup: %s, by the ledger of the %s',
  async (mode, from) => {
    await using folder = await scratchFolder()
    const { stores, dataDir, gone, stays } = await backedUpThenErased(folder.in('one'))
    await using _ = stores
    const known = [
      ...(from === 'database' ? [] : [await fromFile(dataDir)]),
      ...(from === 'file' ? [] : [await listErasures(stores.db)]),
    ]
    const ledger = { lines: known.flatMap(({ lines }) => lines), keys: known.flatMap(({ keys }) => keys) }
    await using target = await openBare(mode)
    await restore(target, folder.in('one'), { ledger })
    expect(await tablesWith(target.db, gone)).toEqual(['audit_log'])
    expect(await tablesWith(target.db, 'gone@example.org')).toEqual([])
    expect(await tablesWith(target.db, stays)).toEqual(['account', 'api_key', 'audit_log', 'decision'])
    const authors = await rowsOf<{ author: string }>(target.db, sql`select author from decision order by author`)
    expect(authors.map(({ author }) => author).sort()).toEqual([stays, 'deleted', 'deleted'].sort())
    expect(await rowsOf(target.db, sql`select count(*)::int as count from erasure`)).toEqual([{ count: 2 }])
  },
)

test('a backup without the key of erasures is restored with that of the database it replaces, and never with the file alone', async () => {
  await using folder = await scratchFolder()
  await using stores = await createTestStores()
  const dataDir = newDataDir()
  const gone = await insertPerson(stores.db, 'gone@example.org')
  await backUp(stores, folder.in('one'))
  await eraseAccount(stores.db, { accountId: gone, by: 'person', dataDir })
  await using target = await openBare('embedded')
  await expect(restore(target, folder.in('one'), { ledger: await fromFile(dataDir) })).rejects.toMatchObject({
    code: 'backup_refused',
    message: expect.stringContaining('--replaces'),
  })
  const ledger = await listErasures(stores.db)
  await restore(target, folder.in('one'), { ledger })
  expect(await tablesWith(target.db, 'gone@example.org')).toEqual([])
  expect(await listErasures(target.db)).toEqual(ledger)
})
