import { expect, test } from 'bun:test'
import { appendFileSync } from 'node:fs'
import { eraseAccount } from '#db/privacy/erase'
import { appendErasure, ensureLedger, ledgerPath } from '#db/privacy/ledger-file'
import { purgeExpired } from '#db/privacy/purge'
import { findErasures } from '#src/commands/ledger'
import { insertPerson, newDataDir } from '#tests/support/erasures'
import { createTestStores } from '#tests/support/stores'

const ask = async (dataDir: string) => {
  const said: string[] = []
  const found = await findErasures({ databaseUrl: undefined, dataDir }, {}, (line) => said.push(line))
  return { lines: found?.lines.length, said }
}

test('a file of erasures that names nobody is told: a new one would bring everybody back', async () => {
  const dataDir = newDataDir()
  await expect(ask(dataDir)).rejects.toMatchObject({ code: 'backup_refused' })
  await ensureLedger(dataDir)
  expect(await ask(dataDir)).toEqual({ lines: 0, said: [expect.stringContaining('names nobody')] })
  await appendErasure(dataDir, { at: new Date().toISOString(), subject: 'a'.repeat(64), key: 'b'.repeat(16) })
  expect(await ask(dataDir)).toEqual({ lines: 1, said: [] })
})

const LINE = { at: new Date().toISOString(), subject: 'a'.repeat(64), key: 'b'.repeat(16) }

test('a damaged file of erasures stops a restoration, with the numbers of its lines and nothing of them', async () => {
  const dataDir = newDataDir()
  await appendErasure(dataDir, LINE)
  appendFileSync(ledgerPath(dataDir), 'secret\n{}\n')
  await appendErasure(dataDir, LINE)
  const refusal = await ask(dataDir).catch((error: unknown) => error)
  expect(refusal).toMatchObject({
    code: 'backup_refused',
    message: expect.stringContaining('2 lines cannot be read: 2, 3'),
  })
  expect(String(refusal)).not.toContain('secret')
  const without = await findErasures({ databaseUrl: undefined, dataDir }, { withoutLedger: true }, () => {})
  expect(without).toBeUndefined()
})

test('an unfinished last line is of an erasure that did not happen, and stops nothing', async () => {
  const dataDir = newDataDir()
  await appendErasure(dataDir, LINE)
  appendFileSync(ledgerPath(dataDir), JSON.stringify(LINE).slice(0, 50))
  expect(await ask(dataDir)).toEqual({ lines: 1, said: [] })
  await appendErasure(dataDir, LINE)
  expect(await ask(dataDir)).toEqual({ lines: 2, said: [] })
})

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'a damaged file is enough beside a database that knows all that can be read of it (needs TEST_DATABASE_URL)',
  async () => {
    await using stores = await createTestStores()
    const dataDir = newDataDir()
    const { databaseUrl = '' } = stores
    const replaces = new URL(databaseUrl).pathname.slice(1)
    const find = async () => {
      const said: string[] = []
      const found = await findErasures({ databaseUrl, dataDir }, { replaces }, (line) => said.push(line))
      return { subjects: new Set(found?.lines.map(({ subject }) => subject)).size, said }
    }
    for (const name of ['ada', 'bob'])
      await eraseAccount(stores.db, {
        accountId: await insertPerson(stores.db, `${name}@example.org`),
        by: 'person',
        dataDir,
      })
    appendFileSync(ledgerPath(dataDir), 'damage\n')
    expect(await find()).toEqual({ subjects: 2, said: [expect.stringContaining('1 line cannot be read: 3')] })
    const options = { now: new Date(), dataDir, signal: new AbortController().signal, dryRun: true }
    expect(await purgeExpired(stores, options)).toMatchObject({ damaged: [3] })
    await appendErasure(dataDir, LINE)
    await expect(find()).rejects.toMatchObject({ code: 'backup_refused' })
  },
)
