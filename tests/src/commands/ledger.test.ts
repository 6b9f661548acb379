import { expect, test } from 'bun:test'
import { appendErasure, ensureLedger } from '#db/privacy/ledger-file'
import { findErasures } from '#src/commands/ledger'
import { newDataDir } from '#tests/support/erasures'

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
