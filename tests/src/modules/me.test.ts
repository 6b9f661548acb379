import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { Role } from '#db/account/table'
import type { App } from '#src/app'
import {
  type Answered,
  claimsOf,
  createPerson,
  type Person,
  sendTo,
  signInAs,
  TEST_PASSWORD,
} from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

let people = 0
const newPerson = (role?: Role) => createPerson(app, stores.db, `me${++people}@example.org`, role)
const codeOf = ({ body }: Answered) => body.code
const itemsOf = ({ body }: Answered) => body.items as Record<string, unknown>[] // safe: the answer of a list
const NEW = 'four quiet green lamps'

describe('changing the password', () => {
  test('needs the current one, ends the other sessions, and keeps this one', async () => {
    const person = await newPerson()
    const other = await signInAs(app, person.email)
    const wrong = await person.send('PUT', '/v1/me/password', { current: 'wrong', password: NEW })
    expect([wrong.status, codeOf(wrong)]).toEqual([403, 'wrong_password'])
    const weak = await person.send('PUT', '/v1/me/password', { current: TEST_PASSWORD, password: 'passwordpassword' })
    expect(weak.status).toBe(422)
    const changed = await person.send('PUT', '/v1/me/password', { current: TEST_PASSWORD, password: NEW })
    expect([changed.status, changed.body.email]).toEqual([200, person.email])
    expect((await person.get('/v1/me')).status).toBe(200)
    expect((await other.get('/v1/me')).status).toBe(401)
    expect(signInAs(app, person.email)).rejects.toThrow('wrong_credentials')
    await signInAs(app, person.email, NEW)
  })

  test('by a stolen token is delayed like signing in', async () => {
    const person = await newPerson()
    const guess = () => person.send('PUT', '/v1/me/password', { current: 'wrong', password: NEW })
    for (let made = 0; made < 5; made++) expect((await guess()).status).toBe(403)
    expect(codeOf(await guess())).toBe('too_many_attempts')
  })

  test('twice at the same moment succeeds once', async () => {
    const person = await newPerson()
    const change = (password: string) => person.send('PUT', '/v1/me/password', { current: TEST_PASSWORD, password })
    const all = await Promise.all([change(NEW), change('five quiet green lamps')])
    expect(all.map(({ status }) => status).sort()).toEqual([200, 403])
  })
})

describe('sessions', () => {
  test('are listed, the own one marked, and can be ended', async () => {
    const person = await newPerson()
    const other = await signInAs(app, person.email)
    const listed = itemsOf(await person.get('/v1/me/sessions'))
    expect(listed.map(({ id, current }) => [id, current])).toEqual([
      [claimsOf(other.tokens.accessToken).sid, false],
      [claimsOf(person.tokens.accessToken).sid, true],
    ])
    expect((await other.get('/v1/me')).status).toBe(200)
    expect((await person.send('DELETE', `/v1/me/sessions/${listed[0]?.id}`)).status).toBe(200)
    expect((await other.get('/v1/me')).status).toBe(401)
    expect(codeOf(await person.send('DELETE', `/v1/me/sessions/${listed[0]?.id}`))).toBe('no_such_session')
    expect(itemsOf(await person.get('/v1/me/sessions'))).toHaveLength(1)
  })

  test('that another process ended are refused within five seconds', async () => {
    const person = await newPerson()
    const elsewhere = createTestApp(stores)
    expect((await person.get('/v1/me')).status).toBe(200)
    const { refreshToken } = person.tokens
    await sendTo(elsewhere, 'POST', '/v1/auth/logout', { body: { refreshToken } })
    await Bun.sleep(5100)
    expect((await person.get('/v1/me')).status).toBe(401)
  }, 20_000)
})

describe('an API key', () => {
  const makeKey = async (person: Person, body: object) => {
    const made = await person.send('POST', '/v1/me/keys', body)
    if (made.status !== 200) throw new Error(`${made.status} ${JSON.stringify(made.body)}`)
    return made.body as { id: string; key: string } // safe: the answer of a new key
  }
  const statusWith = async (key: string, path: string, headers: Record<string, string> = {}) =>
    (await sendTo(app, 'GET', path, { headers: { ...headers, 'x-api-key': key } })).status

  test('is shown once, and lets a program in with its scopes until it is deleted', async () => {
    const person = await newPerson('editor')
    const { id, key } = await makeKey(person, { name: 'Nightly', scopes: ['read', 'curate'] })
    expect(key).toMatch(/^vl_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}$/)
    expect([await statusWith(key, '/v1/games'), await statusWith(key, '/v1/runs')]).toEqual([200, 200])
    expect([await statusWith(key, '/v1/me'), await statusWith(key, '/v1/admin/audit')]).toEqual([403, 403])
    const [listed] = itemsOf(await person.get('/v1/me/keys'))
    expect(listed).toMatchObject({
      id,
      name: 'Nightly',
      scopes: ['read', 'curate'],
      usedAt: expect.stringMatching(/:00:00.000Z$/),
    })
    expect(JSON.stringify(listed)).not.toContain(key)
    expect((await person.send('DELETE', `/v1/me/keys/${id}`)).status).toBe(200)
    expect(await statusWith(key, '/v1/games')).toBe(401)
  })

  test('is refused if a character of it is changed, or a token is sent, too', async () => {
    const person = await newPerson()
    const { key } = await makeKey(person, { name: 'x', scopes: ['read'] })
    const authorization = `Bearer ${person.tokens.accessToken}`
    expect(await statusWith(key, '/v1/games', { authorization })).toBe(401)
    for (const at of [0, 3, 11, 12, key.length - 1]) {
      const changed = `${key.slice(0, at)}${key[at] === 'a' ? 'b' : 'a'}${key.slice(at + 1)}`
      expect([at, await statusWith(changed, '/v1/games')]).toEqual([at, 401])
    }
    expect(await statusWith(`${key}, ${key}`, '/v1/games')).toBe(401)
    expect(await statusWith(key, '/v1/games')).toBe(200)
  })

  test('has at most the scopes of the role that its account has now', async () => {
    const person = await newPerson('editor')
    const { key } = await makeKey(person, { name: 'x', scopes: ['curate'] })
    expect(await statusWith(key, '/v1/runs')).toBe(200)
    await stores.db.execute(sql`update account set role = 'reader' where id = ${person.id}::uuid`)
    const other = createTestApp(stores)
    expect((await sendTo(other, 'GET', '/v1/runs', { headers: { 'x-api-key': key } })).status).toBe(403)
    expect((await sendTo(other, 'GET', '/v1/games', { headers: { 'x-api-key': key } })).status).toBe(200)
  })

  test('is refused once it has expired or its account is disabled', async () => {
    for (const change of [sql`update api_key set expires_at = now()`, sql`update account set disabled_at = now()`]) {
      const { key } = await makeKey(await newPerson(), { name: 'x', scopes: ['read'] })
      await stores.db.execute(change)
      const other = createTestApp(stores)
      expect((await sendTo(other, 'GET', '/v1/games', { headers: { 'x-api-key': key } })).status).toBe(401)
    }
  })

  test('cannot have scopes that the account lacks, last for longer than a year, or make other keys', async () => {
    const person = await newPerson()
    for (const scopes of [['curate'], ['read', 'admin'], []])
      expect((await person.send('POST', '/v1/me/keys', { name: 'x', scopes })).status).toBe(422)
    for (const days of [0, 366, 1.5, -1, '30'])
      expect((await person.send('POST', '/v1/me/keys', { name: 'x', scopes: ['read'], days })).status).toBe(422)
    const { key } = await makeKey(person, { name: 'x', scopes: ['self'], days: 365 })
    const headers = { 'x-api-key': key }
    const again = await sendTo(app, 'POST', '/v1/me/keys', { headers, body: { name: 'y', scopes: ['self'] } })
    expect(codeOf(again)).toBe('session_required')
  })

  test('is one of fifty at most, however many are made at once', async () => {
    const person = await newPerson()
    const all = await Promise.all(
      Array.from({ length: 60 }, () => person.send('POST', '/v1/me/keys', { name: 'x', scopes: ['read'] })),
    )
    expect(all.filter(({ status }) => status === 200)).toHaveLength(50)
    expect(new Set(all.filter(({ status }) => status !== 200).map(codeOf))).toEqual(new Set(['too_many_keys']))
  })
})
