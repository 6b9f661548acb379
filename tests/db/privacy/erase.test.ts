import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { appendFileSync, chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { eraseAccount } from '#db/privacy/erase'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { ledgerPath, readLedger } from '#db/privacy/ledger-file'
import { rowsOf } from '#db/stores'
import { insertPerson, newDataDir, rowsWith } from '#tests/support/erasures'
import { createTestStores } from '#tests/support/stores'

const stores = await createTestStores()
afterAll(() => stores[Symbol.asyncDispose]())
beforeEach(async () => {
  await stores.db.execute(sql`truncate decision, erasure, erasure_key, account cascade`)
})

const { db } = stores
const erase = (accountId: string, dataDir: string) => eraseAccount(db, { accountId, by: 'person', dataDir })
const tablesWith = async (text: string) => [...new Set((await rowsWith(db, text)).map(({ table }) => table))]

describe('an erasure', () => {
  test('leaves the id in the audit log alone, and decisions with `deleted` as their author', async () => {
    const id = await insertPerson(db, 'ada@example.org')
    const other = await insertPerson(db, 'bob@example.org')
    await db.execute(sql`update decision set undone_at = now(), undone_by = ${id} where author = ${other}`)
    await db.execute(sql`insert into invitation (email, code_hash, role, invited_by, expires_at)
      values ('ada@example.org', 'x', 'reader', 'cli', now()), ('eve@example.org', 'x', 'reader', ${id}, now())`)
    const erased = await erase(id, newDataDir())
    expect(erased).toMatchObject({ sessions: [expect.any(String)], keys: [expect.any(String)] })
    expect(await tablesWith(id)).toEqual(['audit_log'])
    expect(await tablesWith('ada@example.org')).toEqual([])
    expect(await tablesWith('of ada')).toEqual([])
    expect(await rowsOf(db, sql`select author, undone_by from decision order by author`)).toEqual([
      { author: other, undone_by: 'deleted' },
      { author: 'deleted', undone_by: null },
    ])
    expect(await tablesWith('bob@example.org')).toEqual(['account'])
    expect(await tablesWith('of bob')).toEqual(['api_key', 'refresh_token', 'session'])
  })

  test('is a row and a line, which name the account by an HMAC with the key of the database', async () => {
    const dataDir = newDataDir()
    const id = await insertPerson(db, 'ada@example.org')
    await erase(id, dataDir)
    const key = await erasureKeyOf(db)
    const [line, ...others] = (await readLedger(dataDir))?.lines ?? []
    expect(others).toEqual([])
    expect(line).toMatchObject({ subject: key.subjectOf(id), key: key.id })
    expect(await rowsOf(db, sql`select subject, erased_by from erasure`)).toEqual([
      { subject: key.subjectOf(id), erased_by: 'person' },
    ])
    expect(readFileSync(ledgerPath(dataDir), 'utf8')).not.toContain(key.text)
    expect(statSync(ledgerPath(dataDir)).mode & 0o777).toBe(0o600)
  })

  test('twice at once succeeds once, and of an unknown account does nothing', async () => {
    const dataDir = newDataDir()
    const id = await insertPerson(db, 'ada@example.org')
    const outcomes = await Promise.all([erase(id, dataDir), erase(id, dataDir)])
    expect(outcomes.filter((outcome) => outcome === 'no_such_account')).toHaveLength(1)
    expect((await readLedger(dataDir))?.lines).toHaveLength(1)
  })

  test('of the last administrator does nothing', async () => {
    const dataDir = newDataDir()
    const id = await insertPerson(db, 'ada@example.org', 'admin')
    expect(await erase(id, dataDir)).toBe('last_administrator')
    await insertPerson(db, 'bob@example.org', 'admin')
    expect(await erase(id, dataDir)).toMatchObject({ keys: [expect.any(String)] })
  })

  test('does nothing if the file cannot be written', async () => {
    const file = join(newDataDir(), 'file')
    writeFileSync(file, '')
    const id = await insertPerson(db, 'ada@example.org')
    await expect(erase(id, file)).rejects.toMatchObject({ code: 'ledger_failed' })
    expect(await tablesWith('ada@example.org')).toEqual(['account'])
    expect(await rowsOf(db, sql`select 1 from erasure`)).toEqual([])
  })

  test('begins a new line after one that was cut off', async () => {
    const dataDir = newDataDir()
    chmodSync(dataDir, 0o700)
    appendFileSync(ledgerPath(dataDir), '{"at":"2026-01-01T00:00')
    await erase(await insertPerson(db, 'ada@example.org'), dataDir)
    await erase(await insertPerson(db, 'bob@example.org'), dataDir)
    expect((await readLedger(dataDir))?.lines).toHaveLength(2)
  })
})
