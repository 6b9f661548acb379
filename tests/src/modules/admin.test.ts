import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { changeAccount } from '#db/account/change'
import type { Role } from '#db/account/table'
import type { App } from '#src/app'
import { type Answered, createPerson, type Person, sendTo, signInAs, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
let root: Person
const { log, lines } = createMemoryLog()

beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores, { registration: 'invite' }, log)
  root = await createPerson(app, stores.db, 'root@example.org', 'admin')
})
afterAll(() => stores[Symbol.asyncDispose]())

let people = 0
const newPerson = (role?: Role) => createPerson(app, stores.db, `some${++people}@example.org`, role)
const codeOf = ({ body }: Answered) => body.code
const itemsOf = ({ body }: Answered) => body.items as Record<string, unknown>[] // safe: the answer of a list

describe('accounts', () => {
  test('are listed by address, page by page, and by role and state', async () => {
    for (let made = 0; made < 5; made++) await newPerson()
    const emails: unknown[] = []
    let cursor = ''
    do {
      const page = await root.get(`/v1/admin/accounts?limit=2${cursor}`)
      emails.push(...itemsOf(page).map(({ email }) => email))
      cursor = page.body.next === null ? '' : `&cursor=${page.body.next}`
    } while (cursor !== '')
    expect(emails.length).toBeGreaterThan(5)
    expect(emails).toEqual([...new Set(emails)].sort())
    expect(itemsOf(await root.get('/v1/admin/accounts?role=admin')).map(({ email }) => email)).toEqual([root.email])
    expect(itemsOf(await root.get('/v1/admin/accounts?email=ROOT@example.org'))).toHaveLength(1)
    expect(itemsOf(await root.get('/v1/admin/accounts?disabled=true'))).toHaveLength(0)
    expect(JSON.stringify(await root.get('/v1/admin/accounts'))).not.toContain('argon2')
  })

  test('that get another role or are disabled have keys with what they may do now, at once', async () => {
    const editor = await newPerson('editor')
    const { body } = await editor.send('POST', '/v1/me/keys', { name: 'list', scopes: ['curate'], days: 1 })
    const ask = async (path: string) =>
      (await sendTo(app, 'GET', path, { headers: { 'x-api-key': `${body.key}` } })).status
    expect(await ask('/v1/review')).toBe(200)
    await root.send('PATCH', `/v1/admin/accounts/${editor.id}`, { role: 'reader' })
    expect([await ask('/v1/review'), await ask('/v1/games')]).toEqual([403, 200])
    await root.send('PATCH', `/v1/admin/accounts/${editor.id}`, { disabled: true })
    expect(await ask('/v1/games')).toBe(401)
  })

  test('get another role, which ends their sessions', async () => {
    const person = await newPerson()
    const changed = await root.send('PATCH', `/v1/admin/accounts/${person.id}`, { role: 'editor' })
    expect([changed.status, changed.body.role]).toEqual([200, 'editor'])
    expect((await person.get('/v1/me')).status).toBe(401)
    expect((await (await signInAs(app, person.email)).get('/v1/runs')).status).toBe(200)
  })

  test('that are disabled are out at once, and come back when they are enabled', async () => {
    const person = await newPerson()
    expect((await person.get('/v1/me')).status).toBe(200)
    const disabled = await root.send('PATCH', `/v1/admin/accounts/${person.id}`, { disabled: true })
    expect(disabled.body.disabledAt).toEqual(expect.any(String))
    expect((await person.get('/v1/me')).status).toBe(401)
    const { refreshToken } = person.tokens
    expect(codeOf(await sendTo(app, 'POST', '/v1/auth/refresh', { body: { refreshToken } }))).toBe('session_over')
    expect(signInAs(app, person.email)).rejects.toThrow('wrong_credentials')
    await root.send('PATCH', `/v1/admin/accounts/${person.id}`, { disabled: false })
    await signInAs(app, person.email)
  })

  test('lose all sessions', async () => {
    const person = await newPerson()
    await signInAs(app, person.email)
    const ended = await root.send('DELETE', `/v1/admin/accounts/${person.id}/sessions`)
    expect(ended.body).toEqual({ ended: 2 })
    expect((await person.get('/v1/me')).status).toBe(401)
  })

  test('that do not exist are 404', async () => {
    const id = crypto.randomUUID()
    for (const [method, path, body] of [
      ['GET', `/v1/admin/accounts/${id}`, undefined],
      ['PATCH', `/v1/admin/accounts/${id}`, { role: 'admin' }],
      ['DELETE', `/v1/admin/accounts/${id}/sessions`, undefined],
    ] as const)
      expect(codeOf(await root.send(method, path, body))).toBe('no_such_account')
  })

  test('of the last administrator can neither be disabled nor demoted', async () => {
    for (const change of [{ disabled: true }, { role: 'editor' }, { role: 'admin', disabled: true }]) {
      const refused = await root.send('PATCH', `/v1/admin/accounts/${root.id}`, change)
      expect([refused.status, codeOf(refused)]).toEqual([409, 'last_administrator'])
    }
    expect((await root.send('PATCH', `/v1/admin/accounts/${root.id}`, { role: 'admin' })).status).toBe(200)
    expect((await root.get('/v1/me')).status).toBe(200)
  })

  test('of two administrators who demote each other keep one administrator', async () => {
    const [one, other] = [await newPerson('admin'), await newPerson('admin')]
    await changeAccount(stores.db, root.id, { role: 'reader' })
    const all = await Promise.all([
      changeAccount(stores.db, one.id, { role: 'reader' }),
      changeAccount(stores.db, other.id, { disabled: true }),
    ])
    expect(all.filter((outcome) => outcome === 'last_administrator')).toHaveLength(1)
    await changeAccount(stores.db, root.id, { role: 'admin' })
    root = await signInAs(app, root.email)
  })
})

describe('an invitation', () => {
  test('lets its address register, and no address that has an account is invited', async () => {
    const invited = await root.send('POST', '/v1/admin/invitations', { email: 'Grace@example.org', role: 'reader' })
    expect([invited.body.email, invited.body.role]).toEqual(['grace@example.org', 'reader'])
    const body = { email: 'grace@example.org', password: TEST_PASSWORD, invitation: invited.body.code }
    expect(await sendTo(app, 'POST', '/v1/auth/register', { body })).toMatchObject({ status: 200 })
    const again = await root.send('POST', '/v1/admin/invitations', { email: 'grace@example.org', role: 'admin' })
    expect(codeOf(again)).toBe('address_taken')
  })
})

describe('the audit log', () => {
  test('has the events of an account, newest first, and no address, password or token', async () => {
    const person = await newPerson()
    await sendTo(app, 'POST', '/v1/auth/login', { body: { email: person.email, password: 'wrong wrong wrong' } })
    await root.send('PATCH', `/v1/admin/accounts/${person.id}`, { role: 'editor' })
    const { body } = await root.get(`/v1/admin/audit?account=${person.id}`)
    const items = body.items as Record<string, unknown>[] // safe: the answer of a list
    expect(items.map(({ event, actor, detail }) => [event, actor, detail])).toEqual([
      ['role_changed', root.id, { from: 'reader', to: 'editor' }],
      ['login_failed', null, {}],
      ['login', person.id, {}],
    ])
    const all = JSON.stringify([body, lines])
    for (const secret of [person.email, TEST_PASSWORD, 'wrong wrong', person.tokens.refreshToken])
      expect(all).not.toContain(secret)
    expect(lines.filter(({ code }) => code === 'security_event').length).toBeGreaterThan(10)
  })

  test('is read page by page, and by event', async () => {
    const first = await root.get('/v1/admin/audit?limit=2&event=login,login_failed')
    const second = await root.get(`/v1/admin/audit?limit=2&event=login,login_failed&cursor=${first.body.next}`)
    const ids = [...itemsOf(first), ...itemsOf(second)].map(({ id }) => Number(id))
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
    expect(ids).toHaveLength(4)
  })
})
