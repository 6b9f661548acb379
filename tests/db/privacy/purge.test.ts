import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { appendFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { REGISTER } from '#catalogue/privacy/register'
import { eraseAccount } from '#db/privacy/erase'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { ledgerPath, readLedger } from '#db/privacy/ledger-file'
import { isPurgeDue, purgeExpired } from '#db/privacy/purge'
import { PURGE_STEPS } from '#db/privacy/purge-steps'
import { rowsOf } from '#db/stores'
import { purgeDaily } from '#src/commands/daily-purge'
import { insertPerson, newDataDir, rowsWith } from '#tests/support/erasures'
import { createMemoryLog } from '#tests/support/memory-log'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const stores = await createTestStores()
const { db } = stores
const signal = new AbortController().signal
afterAll(() => stores[Symbol.asyncDispose]())
beforeEach(async () => {
  await db.execute(
    sql`truncate decision, erasure, erasure_key, purge_run, invitation, login_attempt, spent_link, account cascade`,
  )
})

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const count = async (table: string) =>
  (await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from ${sql.identifier(table)}`))[0]?.count

async function purgeIn(days: number, { dataDir = newDataDir(), dryRun = false } = {}) {
  const done = await purgeExpired(stores, { now: inDays(days), dataDir, signal, dryRun })
  if (done === 'taken') throw new Error('another purge runs')
  return done
}

/** Changed counts of a purge: those that are not 0. */
const changed = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, each]) => each > 0))

test('every time of the register that a purge ends has its step', () => {
  const named = Object.values(REGISTER.retention).flatMap(({ purge }) => purge ?? [])
  expect(Object.keys(PURGE_STEPS).sort()).toEqual([...named, 'authors'].sort())
})

describe('a purge', () => {
  test('deletes sessions 30 days after they ended, by being ended, unused or over', async () => {
    const id = await insertPerson(db, 'ada@example.org')
    await db.execute(sql`insert into session (id, account_id, used_at, expires_at, ended_at, ended_by)
      values (uuidv7(), ${id}::uuid, now(), now() + interval '30 days', now(), 'person')`)
    expect(changed((await purgeIn(29)).counts)).toEqual({})
    expect(await count('session')).toBe(2)
    expect(changed((await purgeIn(30.5)).counts)).toEqual({ sessions: 1 })
    expect(changed((await purgeIn(37.5)).counts)).toEqual({ sessions: 1 })
    expect(await count('refresh_token')).toBe(0)
  })

  test('erases accounts 24 months after their last use, which sessions that are gone had told', async () => {
    const dataDir = newDataDir()
    const [old, used] = [await insertPerson(db, 'old@example.org'), await insertPerson(db, 'used@example.org')]
    await db.execute(sql`update account set created_at = now() - interval '9 years', password_changed_at = now() - interval '9 years',
      active_on = current_date - 3000`)
    await db.execute(sql`update session set used_at = now() - interval '100 days', expires_at = now() - interval '70 days'
      where account_id = ${used}::uuid`)
    await db.execute(sql`delete from session where account_id = ${old}::uuid`)
    const first = await purgeIn(0, { dataDir })
    expect(changed(first.counts)).toEqual({ sessions: 1, accounts: 1 })
    expect(await rowsWith(db, 'old@example.org')).toEqual([])
    expect((await readLedger(dataDir))?.lines).toHaveLength(1)
    expect(changed((await purgeIn(600, { dataDir })).counts)).not.toHaveProperty('accounts')
    expect((await purgeIn(610, { dataDir })).due).toBe(1)
    expect(changed((await purgeIn(640, { dataDir })).counts)).toMatchObject({ accounts: 1 })
  })

  test('keeps the last administrator, however long unused', async () => {
    await insertPerson(db, 'admin@example.org', 'admin')
    expect((await purgeIn(3000)).counts.accounts).toBe(0)
    expect(await count('account')).toBe(1)
  })

  test('empties the text of refused records after 30 days; position, code and hash stay', async () => {
    await load(stores, memorySource('purged', [[{ key: 'a', title: 'A' }, 'broken']]))
    const before = await rowsOf<{ raw: string | null }>(
      db,
      sql`select raw, position, code, fingerprint::text from quarantine`,
    )
    expect(before).toMatchObject([{ raw: expect.any(String) }])
    expect((await purgeIn(29)).counts.refused).toBe(0)
    expect((await purgeIn(31)).counts.refused).toBe(1)
    const after = await rowsOf(db, sql`select raw, position, code, fingerprint::text from quarantine`)
    expect(after).toEqual(before.map((row) => ({ ...row, raw: null })))
    expect((await purgeIn(31)).counts.refused).toBe(0)
  })

  test('deletes invitations, counts of failures, used links and old security events', async () => {
    await db.execute(
      sql`insert into invitation (email, code_hash, role, invited_by, expires_at) values ('a@b.org', 'x', 'reader', 'cli', now() + interval '7 days')`,
    )
    await db.execute(sql`insert into login_attempt (key, failures, retry_at) values ('k', 1, now())`)
    await db.execute(sql`insert into spent_link (jti, expires_at) values ('j', now())`)
    await db.execute(
      sql`insert into audit_log (at, event) values (now() - interval '13 months', 'login'), (now() - interval '11 months', 'logout')`,
    )
    const rows = await count('audit_log')
    expect(changed((await purgeIn(2)).counts)).toEqual({ attempts: 1, links: 1, audit: 1 })
    expect(await count('audit_log')).toBe((rows ?? 0) - 1)
    expect(changed((await purgeIn(8)).counts)).toEqual({ invitations: 1 })
  })

  test('forgets erasures after 61 days, in the database and in the file', async () => {
    const dataDir = newDataDir()
    await eraseAccount(db, { accountId: await insertPerson(db, 'ada@example.org'), by: 'person', dataDir })
    expect((await purgeIn(60, { dataDir })).counts.erasures).toBe(0)
    expect((await readLedger(dataDir))?.lines).toHaveLength(1)
    expect((await purgeIn(62, { dataDir })).counts.erasures).toBe(1)
    expect([await count('erasure'), (await readLedger(dataDir))?.lines]).toEqual([0, []])
  })

  test.each([0, 20, 31, 62, 400, 800])('with --dry-run counts what one %j days later does then', async (days) => {
    const dataDir = newDataDir()
    for (const name of ['ada', 'bob', 'eve']) await insertPerson(db, `${name}@example.org`)
    const gone = await insertPerson(db, 'gone@example.org')
    await eraseAccount(db, { accountId: gone, by: 'person', dataDir })
    await db.execute(sql`insert into decision (id, kind, author, decided_at) values (uuidv7(), 'link', ${gone}, now())`)
    await db.execute(sql`insert into invitation (email, code_hash, role, invited_by, expires_at)
      values ('new@example.org', 'x', 'reader', 'cli', now() + interval '7 days')`)
    await db.execute(sql`insert into spent_link (jti, expires_at) values ('x', now() + interval '1 day')`)
    const dry = await purgeIn(days, { dataDir, dryRun: true })
    expect(await purgeIn(days, { dataDir, dryRun: true })).toEqual(dry)
    const done = await purgeIn(days, { dataDir })
    expect([done.counts, done.damaged]).toEqual([dry.counts, dry.damaged])
  })

  test('takes authors out that a request on its way has written after the erasure', async () => {
    const id = await insertPerson(db, 'ada@example.org')
    await eraseAccount(db, { accountId: id, by: 'person', dataDir: newDataDir() })
    const other = await insertPerson(db, 'bob@example.org')
    await db.execute(
      sql`insert into decision (id, kind, author, decided_at) values (uuidv7(), 'link', ${id}, now()), (uuidv7(), 'link', 'cli', now())`,
    )
    expect(changed((await purgeIn(0)).counts)).toEqual({ authors: 1 })
    const authors = await rowsOf<{ author: string }>(db, sql`select distinct author from decision`)
    expect(authors.map(({ author }) => author).sort()).toEqual([other, 'cli', 'deleted'].sort())
  })

  test('with dryRun counts the same and changes nothing, and leaves no proof', async () => {
    const dataDir = newDataDir()
    const id = await insertPerson(db, 'ada@example.org')
    const { id: key } = await erasureKeyOf(db)
    appendFileSync(
      ledgerPath(dataDir),
      `${JSON.stringify({ at: '2020-01-01T00:00:00.000Z', subject: '0'.repeat(64), key })}\n`,
    )
    const dry = await purgeIn(900, { dataDir, dryRun: true })
    expect(await rowsWith(db, id)).not.toEqual([])
    expect(await count('purge_run')).toBe(0)
    expect((await readLedger(dataDir))?.lines).toHaveLength(1)
    const wet = await purgeIn(900, { dataDir })
    // Sessions of the account are deleted before it is.
    expect(wet.counts).toEqual(dry.counts)
    expect(await rowsOf(db, sql`select counts from purge_run`)).toEqual([{ counts: wet.counts }])
  })

  test('runs in one process at a time', async () => {
    const options = { now: new Date(), dataDir: newDataDir(), signal }
    const other = stores.exclusively('purge', () => purgeExpired(stores, options))
    expect(await other).toBe('taken')
  })

  test('stops between two steps, and finishes when it is repeated', async () => {
    await insertPerson(db, 'ada@example.org')
    const stop = new AbortController()
    stop.abort()
    const options = { now: inDays(900), dataDir: newDataDir(), signal: stop.signal }
    await expect(purgeExpired(stores, options)).rejects.toMatchObject({ code: 'interrupted' })
    expect(await count('purge_run')).toBe(0)
    expect((await purgeIn(900)).counts).toMatchObject({ sessions: 1, accounts: 1 })
  })
})

describe('the daily purge', () => {
  test('runs when none has ended for 20 hours, logs its counts, and goes on after a failure', async () => {
    const stop = new AbortController()
    const { log, lines } = createMemoryLog()
    const pauses: number[] = []
    const sleep = async (ms: number) => {
      pauses.push(ms)
      if (pauses.length === 3) await db.execute(sql`update purge_run set finished_at = now() - interval '21 hours'`)
      if (pauses.length > 4) stop.abort()
    }
    let fails = true
    const failing = {
      ...stores,
      exclusively: async <T>(name: string, work: () => Promise<T>) => {
        if (fails) {
          fails = false
          throw new Error('away')
        }
        return stores.exclusively(name, work)
      },
    }
    await purgeDaily(failing, { dataDir: newDataDir(), signal: stop.signal, log, sleep })
    expect(pauses[0]).toBeLessThan(72_001)
    expect(pauses[1]).toBeGreaterThan(3_599_999)
    expect(lines.map(({ code }) => code)).toEqual(['purge_failed', 'purged', 'purged'])
    expect(await count('purge_run')).toBe(2)
    expect(await isPurgeDue(db)).toBe(false)
  })
})
