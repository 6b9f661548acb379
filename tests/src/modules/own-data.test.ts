import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { REGISTER } from '#catalogue/privacy/register'
import { ledgerPath } from '#db/privacy/ledger-file'
import type { App } from '#src/app'
import { createPerson, type Person, sendTo, signInAs, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp, testConfig } from '#tests/support/client'
import { rowsWith } from '#tests/support/erasures'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

const person = (name: string, role: 'reader' | 'editor' | 'admin' = 'reader') =>
  createPerson(app, stores.db, `${name}@example.org`, role)
const erase = (who: Person, password = TEST_PASSWORD) => who.send('DELETE', '/v1/me', { password })
const keyOf = async (who: Person): Promise<string> => {
  const { body } = await who.send('POST', '/v1/me/keys', { name: 'a key', scopes: ['self'] })
  return String(body.key)
}

describe('DELETE /v1/me', () => {
  test('needs the password, then erases the account and ends its sessions and keys at once', async () => {
    const ada = await person('ada')
    const key = await keyOf(ada)
    expect(await erase(ada, 'not the password at all')).toMatchObject({ status: 403 })
    expect(await erase(ada)).toMatchObject({ status: 200, body: { id: ada.id } })
    expect((await ada.get('/v1/me')).status).toBe(401)
    expect((await sendTo(app, 'GET', '/v1/me', { headers: { 'x-api-key': key } })).status).toBe(401)
    const refreshed = await sendTo(app, 'POST', '/v1/auth/refresh', { body: { refreshToken: ada.tokens.refreshToken } })
    expect(refreshed.status).toBe(401)
    await expect(signInAs(app, ada.email)).rejects.toThrow('401')
    expect(await rowsWith(stores.db, ada.email)).toEqual([])
    expect(readFileSync(ledgerPath(testConfig.dataDir), 'utf8')).not.toContain(ada.id)
  })

  test('takes the author out of games that were merged into others, and those can still be parted', async () => {
    const titles = ['Okami', 'Ico'].map((title, at) => ({ key: String(at), title, releases: [{ platform: 'ps2' }] }))
    await load(stores, memorySource('a', [titles]))
    const [gail, hank] = [await person('gail', 'editor'), await person('hank', 'editor')]
    const set = { value: 'Ico of Gail' }
    expect((await gail.send('PUT', '/v1/games/ico/overrides/title', set)).status).toBe(200)
    expect((await gail.send('PUT', '/v1/games/ico/overrides/score.critics', { value: 90 })).status).toBe(200)
    const merged = await hank.send('POST', '/v1/games/okami/merge', { with: 'ico', reason: 'for the test' })
    expect(merged.status).toBe(200)
    expect((await erase(gail)).status).toBe(200)
    const tables = async () => new Set((await rowsWith(stores.db, gail.id)).map(({ table }) => table))
    expect(await tables()).toEqual(new Set(['audit_log']))
    expect((await hank.send('POST', `/v1/decisions/${merged.body.id}/undo`)).status).toBe(200)
    const { body } = await hank.get('/v1/games/ico/provenance')
    expect(JSON.stringify(body)).toContain('"author":"deleted"')
    expect(await tables()).toEqual(new Set(['audit_log']))
  })

  test('the address can register again, as another account', async () => {
    const first = await person('again')
    await erase(first)
    const second = await person('again')
    expect(second.id).not.toBe(first.id)
  })

  test('is refused for a key, a token without an account, a body without password, and the last administrator', async () => {
    const bob = await person('bob', 'admin')
    const key = await keyOf(bob)
    const withKey = await sendTo(app, 'DELETE', '/v1/me', { headers: { 'x-api-key': key }, body: { password: 'x' } })
    expect(withKey).toMatchObject({ status: 403, body: { type: expect.stringContaining('session_required') } })
    expect((await bob.send('DELETE', '/v1/me', {})).status).toBe(422)
    expect(await erase(bob)).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('last_administrator') },
    })
    await stores.db.execute(sql`delete from account where id = ${bob.id}::uuid`)
  })

  test('an administrator erases others, who are signed out at once', async () => {
    const [chief, carl] = [await person('chief', 'admin'), await person('carl')]
    expect((await carl.send('DELETE', `/v1/admin/accounts/${chief.id}`)).status).toBe(403)
    expect(await chief.send('DELETE', `/v1/admin/accounts/${carl.id}`)).toMatchObject({ status: 200 })
    expect((await carl.get('/v1/me')).status).toBe(401)
    expect((await chief.send('DELETE', `/v1/admin/accounts/${carl.id}`)).status).toBe(404)
    expect((await chief.send('DELETE', `/v1/admin/accounts/${chief.id}`)).status).toBe(409)
    const { body } = await chief.get('/v1/admin/audit?event=account_erased')
    expect(body.items).toContainEqual(expect.objectContaining({ actor: chief.id, account: carl.id }))
    await stores.db.execute(sql`delete from account where id = ${chief.id}::uuid`)
  })
})

describe('PATCH /v1/me', () => {
  test('corrects the address with the password, and ends the other sessions', async () => {
    const dora = await person('dora')
    const other = await signInAs(app, dora.email)
    const change = (password: string, email = 'Dora.New@example.org') =>
      dora.send('PATCH', '/v1/me', { email, password })
    expect((await change('not the password at all')).status).toBe(403)
    expect(await change(TEST_PASSWORD)).toMatchObject({ status: 200, body: { email: 'dora.new@example.org' } })
    expect((await other.get('/v1/me')).status).toBe(401)
    expect((await dora.get('/v1/me')).status).toBe(200)
    await person('taken')
    expect((await change(TEST_PASSWORD, 'taken@example.org')).status).toBe(409)
  })
})

describe('GET /v1/me/export', () => {
  test('has the rows of every table that names the person, without secrets and without anybody else', async () => {
    const [eve, mallory] = [await person('eve', 'editor'), await person('mallory')]
    await keyOf(eve)
    await keyOf(mallory)
    await stores.db.execute(sql`insert into decision (id, kind, author, reason, decided_at)
      values (uuidv7(), 'link', ${eve.id}, 'reason of eve', now()), (uuidv7(), 'link', ${mallory.id}, 'reason of mallory', now())`)
    await stores.db.execute(sql`insert into word_meaning (decision_id, kind, key, word, slug)
      select id, 'genre', 'e', 'e', 'action' from decision where author = ${eve.id}`)
    await stores.db.execute(sql`insert into invitation (email, code_hash, role, invited_by, expires_at)
      values (${eve.email}, 'secret hash', 'reader', 'cli', now())`)
    const { status, headers, body } = await eve.get('/v1/me/export')
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ])
    const data = body.data as Record<string, Record<string, unknown>[]> // safe: the shape of an export
    const named = Object.entries(REGISTER.tables).filter(([, { subject }]) => subject)
    expect(Object.keys(data)).toHaveLength(named.length)
    for (const table of [
      'account',
      'session',
      'refreshToken',
      'apiKey',
      'auditLog',
      'decision',
      'invitation',
      'wordMeaning',
    ])
      expect([table, data[table]?.length]).not.toEqual([table, 0])
    expect(data.account).toEqual([expect.objectContaining({ id: eve.id, email: eve.email, role: 'editor' })])
    const text = JSON.stringify(body)
    for (const absent of ['passwordHash', 'argon2', '"hash"', 'secret hash', mallory.id, mallory.email, 'of mallory'])
      expect([absent, text.includes(absent)]).toEqual([absent, false])
  })

  test('asked twice at once, the second waits for the first, or is told to come back', async () => {
    const fay = await person('fay')
    const answers = await Promise.all([fay.get('/v1/me/export'), fay.get('/v1/me/export')])
    const statuses = answers.map(({ status }) => status).sort()
    expect([
      [200, 200],
      [200, 503],
    ]).toContainEqual(statuses)
    for (const { status, headers } of answers) expect(headers.has('retry-after')).toBe(status === 503)
    expect((await fay.get('/v1/me/export')).status).toBe(200)
  })

  test('is refused for a key', async () => {
    const gus = await person('gus')
    const key = await keyOf(gus)
    expect((await sendTo(app, 'GET', '/v1/me/export', { headers: { 'x-api-key': key } })).status).toBe(403)
  })
})
