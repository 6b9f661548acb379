import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { inviteAddress } from '#src/account/invite'
import { createApp } from '#src/app'
import { listen } from '#src/http/listen'
import { createLifecycle } from '#src/http/phase'
import { signLinkCode } from '#src/http/token'
import { type Answered, claimsOf, createPerson, sendTo, signInAs, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp, TEST_SECRET, testConfig, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

let people = 0
const newEmail = () => `person${++people}@example.org`
const codeOf = ({ body }: Answered) => body.code
const EXPLORER = { 'sec-fetch-site': 'same-origin', 'x-explorer': '1' }

describe('registering', () => {
  const register = (registration: 'closed' | 'invite' | 'open', body: object) =>
    sendTo(createTestApp(stores, { registration }), 'POST', '/v1/auth/register', { body })

  test('makes an account whose tokens are accepted until it signs out', async () => {
    const app = createTestApp(stores, { registration: 'open' })
    const made = await sendTo(app, 'POST', '/v1/auth/register', {
      body: { email: 'Ada@Example.ORG', password: TEST_PASSWORD },
    })
    expect(made).toMatchObject({ status: 200, body: { expiresIn: 600 } })
    const ada = await signInAs(app, 'ADA@example.org')
    expect(await ada.get('/v1/me')).toMatchObject({ status: 200, body: { email: 'ada@example.org', role: 'reader' } })
    expect((await ada.get('/v1/games')).status).toBe(200)
    expect((await ada.get('/v1/admin/accounts')).status).toBe(403)
    await ada.send('POST', '/v1/auth/logout', { refreshToken: ada.tokens.refreshToken })
    expect((await ada.get('/v1/me')).status).toBe(401)
  })

  test('is closed unless the configuration opens it', async () => {
    const closed = await register('closed', { email: newEmail(), password: TEST_PASSWORD })
    expect([closed.status, codeOf(closed)]).toEqual([403, 'registration_closed'])
  })

  test('with an invitation works once, for its address and its role', async () => {
    const email = newEmail()
    const { code } = await inviteAddress(stores.db, { email, role: 'editor', invitedBy: 'cli' })
    const wrong = [
      { email: newEmail(), password: TEST_PASSWORD, invitation: code },
      { email, password: TEST_PASSWORD, invitation: `${code}x` },
      { email, password: TEST_PASSWORD },
    ]
    for (const body of wrong) expect(codeOf(await register('invite', body))).toBe('registration_refused')
    const right = { email: email.toUpperCase(), password: TEST_PASSWORD, invitation: code }
    const made = await register('invite', right)
    expect(claimsOf(String(made.body.accessToken)).scope).toBe('self export curate')
    expect(codeOf(await register('invite', right))).toBe('registration_refused')
  })

  test('with an invitation that is over, or was replaced, is refused', async () => {
    const email = newEmail()
    const first = await inviteAddress(stores.db, { email, role: 'reader', invitedBy: 'cli' })
    const second = await inviteAddress(stores.db, { email, role: 'reader', invitedBy: 'cli' })
    const by = (invitation: string) => register('invite', { email, password: TEST_PASSWORD, invitation })
    expect(codeOf(await by(first.code))).toBe('registration_refused')
    await stores.db.execute(sql`update invitation set expires_at = now() where email = ${email}`)
    expect(codeOf(await by(second.code))).toBe('registration_refused')
  })

  test('of an address that has an account is refused like a wrong invitation', async () => {
    const email = newEmail()
    expect((await register('open', { email, password: TEST_PASSWORD })).status).toBe(200)
    const known = await register('open', { email: email.toUpperCase(), password: TEST_PASSWORD })
    const invited = await register('invite', { email, password: TEST_PASSWORD, invitation: 'wrong' })
    const unknown = await register('invite', { email: newEmail(), password: TEST_PASSWORD, invitation: 'wrong' })
    const compared = [known, invited, unknown].map(({ status, headers, body }) => {
      const { requestId: _, ...rest } = body
      return { status, rest, headers: [...headers].filter(([name]) => name !== 'x-request-id') }
    })
    expect(compared[1]).toEqual(compared[0])
    expect(compared[2]).toEqual(compared[0])
  })

  test.each([
    ['short', 'fourteen chars'],
    ['long', 'é'.repeat(129)],
    ['common', 'passwordpassword'],
    ['two common ones', 'Sunshine123456789'],
    ['a repetition', 'abcdabcdabcdabcd'],
    ['a sequence', 'abcdefghijklmnop'],
    ['of the service and a common one', 'vestimlib12345678'],
    ['of the address', 'weak.person@example.org'],
  ])('with a weak password is refused: %s', async (_, password) => {
    const refused = await register('open', { email: 'weak.person@example.org', password })
    expect([refused.status, codeOf(refused)]).toEqual([422, 'invalid_request'])
    expect(JSON.stringify(refused.body)).not.toContain(password)
  })

  test('takes any characters, and each of them counts', async () => {
    const email = newEmail()
    expect((await register('open', { email, password: 'été à la plage 🏖️' })).status).toBe(200)
    const app = createTestApp(stores)
    await signInAs(app, email, 'été à la plage 🏖️')
    expect(signInAs(app, email, 'été à la plage 🏖️'.normalize('NFD'))).rejects.toThrow('wrong_credentials')
  })

  test('stores the password by Argon2id with the stated parameters', async () => {
    const [row] = await stores.db.execute(sql`select password_hash as hash from account limit 1`).then(rowsIn)
    expect(String(row?.hash)).toStartWith('$argon2id$v=19$m=19456,t=2,p=1$')
  })
})

const rowsIn = (result: unknown) =>
  (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Record<string, unknown>[] // safe: as the drivers return them

describe('signing in', () => {
  test('is refused in one way for an unknown address, a wrong password and a disabled account', async () => {
    const app = createTestApp(stores)
    const [known, disabled] = [newEmail(), newEmail()]
    await createPerson(app, stores.db, known)
    await createPerson(app, stores.db, disabled)
    await stores.db.execute(sql`update account set disabled_at = now() where email = ${disabled}`)
    const answers = []
    for (const body of [
      { email: known, password: 'not the password' },
      { email: newEmail(), password: TEST_PASSWORD },
      { email: disabled, password: TEST_PASSWORD },
    ]) {
      const { status, headers, body: answer } = await sendTo(app, 'POST', '/v1/auth/login', { body })
      answers.push({
        status,
        headers: [...headers].filter(([name]) => name !== 'x-request-id'),
        body: { ...answer, requestId: '' },
      })
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  test('renews a hash that was made with other parameters', async () => {
    const email = newEmail()
    const app = createTestApp(stores)
    const weak = await Bun.password.hash(TEST_PASSWORD, { algorithm: 'argon2id', memoryCost: 8, timeCost: 1 })
    await createPerson(app, stores.db, email)
    await stores.db.execute(sql`update account set password_hash = ${weak} where email = ${email}`)
    const person = await signInAs(app, email)
    expect((await person.get('/v1/me')).status).toBe(200)
    const [row] = await stores.db
      .execute(sql`select password_hash as hash from account where email = ${email}`)
      .then(rowsIn)
    expect(String(row?.hash)).toStartWith('$argon2id$v=19$m=19456,t=2,p=1$')
    await signInAs(app, email)
  })

  test('is delayed after five failures, after a restart, too', async () => {
    const email = newEmail()
    await createPerson(createTestApp(stores), stores.db, email)
    const wrong = () => sendTo(createTestApp(stores), 'POST', '/v1/auth/login', { body: { email, password: 'wrong' } })
    for (let made = 0; made < 5; made++) expect((await wrong()).status).toBe(401)
    const delayed = await wrong()
    expect([delayed.status, codeOf(delayed), delayed.headers.get('retry-after')]).toEqual([
      429,
      'too_many_attempts',
      '1',
    ])
    expect(signInAs(createTestApp(stores), email)).rejects.toThrow('too_many_attempts')
    await stores.db.execute(sql`update login_attempt set retry_at = now()`)
    await signInAs(createTestApp(stores), email)
    expect((await wrong()).status).toBe(401)
  })

  test('is delayed for the network of the failures only', async () => {
    const email = newEmail()
    const app = createTestApp(stores, { trustedProxies: ['127.0.0.1/32'] })
    await createPerson(app, stores.db, email)
    const service = listen(app, { host: '127.0.0.1', port: 0 })
    const statusFrom = async (address: string, password: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
      const body = JSON.stringify({ email, password })
      return (await fetch(`${service.url}/v1/auth/login`, { method: 'POST', headers, body })).status
    }
    for (let made = 0; made < 6; made++) await statusFrom(`203.0.113.${made}`, 'wrong')
    expect(await statusFrom('203.0.113.200', TEST_PASSWORD)).toBe(429)
    expect(await statusFrom('203.0.114.1', TEST_PASSWORD)).toBe(200)
    expect(await statusFrom('2001:db8:1::1', TEST_PASSWORD)).toBe(200)
    await service.stop({ graceMs: 0, drainMs: 100 })
  })

  test('is never delayed by more than 15 minutes', async () => {
    const email = newEmail()
    const app = createTestApp(stores)
    await sendTo(app, 'POST', '/v1/auth/login', { body: { email, password: 'wrong' } })
    await stores.db.execute(sql`update login_attempt set failures = 2000000, retry_at = now()`)
    await sendTo(app, 'POST', '/v1/auth/login', { body: { email, password: 'wrong' } })
    const { headers } = await sendTo(app, 'POST', '/v1/auth/login', { body: { email, password: 'wrong' } })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(890)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(900)
  })
})

describe('refreshing', () => {
  test('gives the next tokens, once for each refresh token; using one again ends the session', async () => {
    const app = createTestApp(stores)
    const person = await createPerson(app, stores.db, newEmail())
    const refresh = (refreshToken: string) => sendTo(app, 'POST', '/v1/auth/refresh', { body: { refreshToken } })
    const next = await refresh(person.tokens.refreshToken)
    expect([next.status, claimsOf(String(next.body.accessToken)).sid]).toEqual([
      200,
      claimsOf(person.tokens.accessToken).sid,
    ])
    expect((await person.get('/v1/me')).status).toBe(200)
    const replayed = await refresh(person.tokens.refreshToken)
    expect([replayed.status, codeOf(replayed)]).toEqual([401, 'session_over'])
    expect(codeOf(await refresh(String(next.body.refreshToken)))).toBe('session_over')
    expect((await person.get('/v1/me')).status).toBe(401)
  })

  test('by fifty callers at once with one token lets exactly one through', async () => {
    const app = createTestApp(stores)
    const { tokens } = await createPerson(app, stores.db, newEmail())
    const body = { refreshToken: tokens.refreshToken }
    const all = await Promise.all(Array.from({ length: 50 }, () => sendTo(app, 'POST', '/v1/auth/refresh', { body })))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 401)).toHaveLength(49)
  })

  test.each([
    ['an idle week', sql`update refresh_token set expires_at = now()`],
    ['thirty days', sql`update session set expires_at = now()`],
  ])('is over after %s', async (_, time) => {
    const app = createTestApp(stores)
    const { tokens } = await createPerson(app, stores.db, newEmail())
    await stores.db.execute(time)
    const answer = await sendTo(app, 'POST', '/v1/auth/refresh', { body: { refreshToken: tokens.refreshToken } })
    expect(codeOf(answer)).toBe('session_over')
  })

  test('a token of nobody is refused', async () => {
    for (const refreshToken of ['x', '"', 'é', 'a'.repeat(200), await testToken()])
      expect(
        (await sendTo(createTestApp(stores), 'POST', '/v1/auth/refresh', { body: { refreshToken } })).status,
      ).toBeOneOf([401, 422])
  })
})

describe('a browser', () => {
  const cookieIn = ({ headers }: Answered) => /vestim_refresh=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1]

  test('gets its refresh token in a cookie only, and uses it from a page of the service', async () => {
    const app = createTestApp(stores, { publicUrl: 'https://games.example.org' })
    const email = newEmail()
    await createPerson(app, stores.db, email)
    const signedIn = await sendTo(app, 'POST', '/v1/auth/session', { body: { email, password: TEST_PASSWORD } })
    expect(Object.keys(signedIn.body).sort()).toEqual(['accessToken', 'expiresIn'])
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^vestim_refresh=[0-9A-Za-z]{43}; HttpOnly; SameSite=Strict; Path=\/v1\/auth; Max-Age=604800; Secure$/,
    )
    const cookie = `a=b; vestim_refresh=${cookieIn(signedIn)}`
    const refresh = (headers: Record<string, string>) => sendTo(app, 'POST', '/v1/auth/refresh', { body: {}, headers })
    for (const headers of [
      { cookie },
      { cookie, 'x-explorer': '1' },
      { cookie, 'sec-fetch-site': 'same-origin' },
      { cookie, ...EXPLORER, 'sec-fetch-site': 'same-site' },
      { cookie, ...EXPLORER, 'sec-fetch-site': 'cross-site' },
    ])
      expect(codeOf(await refresh(headers))).toBe('cross_site')
    expect((await refresh(EXPLORER)).body).toEqual({ accessToken: null })
    expect((await refresh({ ...EXPLORER, cookie: `${cookie}; vestim_refresh=x` })).body).toEqual({ accessToken: null })
    const next = await refresh({ ...EXPLORER, cookie })
    expect(Object.keys(next.body).sort()).toEqual(['accessToken', 'expiresIn'])
    const again = { ...EXPLORER, cookie: `vestim_refresh=${cookieIn(next)}` }
    const out = await sendTo(app, 'POST', '/v1/auth/logout', { body: {}, headers: again })
    expect([out.body, out.headers.get('set-cookie')]).toEqual([
      { accessToken: null },
      expect.stringContaining('vestim_refresh=; HttpOnly; SameSite=Strict; Path=/v1/auth; Max-Age=0'),
    ])
    const over = await refresh(again)
    expect([over.status, over.headers.get('set-cookie')]).toEqual([401, expect.stringContaining('Max-Age=0')])
  })

  test('without HTTPS gets a cookie that is sent without it', async () => {
    const app = createTestApp(stores)
    const email = newEmail()
    await createPerson(app, stores.db, email)
    const { headers } = await sendTo(app, 'POST', '/v1/auth/session', { body: { email, password: TEST_PASSWORD } })
    expect(headers.get('set-cookie')).not.toContain('Secure')
  })

  test('that opens a sign-in link gets its scopes, once, and has no account', async () => {
    const app = createTestApp(stores)
    const code = await signLinkCode(TEST_SECRET, 'self,curate')
    const all = await Promise.all(
      Array.from({ length: 10 }, () => sendTo(app, 'POST', '/v1/auth/session', { body: { code } })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 401)])
    const signedIn = all.find(({ status }) => status === 200)
    const authorization = `Bearer ${signedIn?.body.accessToken}`
    expect(claimsOf(authorization)).toMatchObject({ sub: 'cli', scope: 'self curate' })
    const statusOf = async (path: string) => (await sendTo(app, 'GET', path, { headers: { authorization } })).status
    expect([await statusOf('/v1/runs'), await statusOf('/v1/me'), await statusOf('/v1/admin/audit')]).toEqual([
      200, 404, 403,
    ])
    const cookie = `vestim_refresh=${signedIn && cookieIn(signedIn)}`
    const next = await sendTo(app, 'POST', '/v1/auth/refresh', { body: {}, headers: { ...EXPLORER, cookie } })
    expect(claimsOf(String(next.body.accessToken))).toMatchObject({ sub: 'cli', scope: 'self curate' })
  })

  test('cannot sign in with a token of another kind', async () => {
    const app = createTestApp(stores)
    const { tokens } = await createPerson(app, stores.db, newEmail())
    for (const code of [await testToken('admin'), tokens.accessToken, tokens.refreshToken, 'x'])
      expect((await sendTo(app, 'POST', '/v1/auth/session', { body: { code } })).status).toBe(401)
  })

  test('is told what a body takes that is neither a link nor a sign-in', async () => {
    const app = createTestApp(stores)
    for (const body of [{}, { email: 'a@b' }, { code: 1 }, { code: 'x', email: 'a@b' }])
      expect((await sendTo(app, 'POST', '/v1/auth/session', { body })).status).toBe(422)
  })
})

test('a service that waits for its stores signs nobody in', async () => {
  const { log } = createMemoryLog()
  const app = createApp({ stores, config: testConfig, log, lifecycle: createLifecycle('starting') })
  const answer = await sendTo(app, 'POST', '/v1/auth/login', { body: { email: 'a@b', password: 'x' } })
  expect([answer.status, codeOf(answer)]).toEqual([503, 'unavailable'])
})
