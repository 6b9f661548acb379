import { afterAll, beforeAll, expect, test } from 'bun:test'
import { createClient } from '#src/client/index'
import { type Listening, listen } from '#src/http/listen'
import { createPerson } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let service: Listening
let invitation: string

beforeAll(async () => {
  stores = await createTestStores()
  const app = createTestApp(stores, { registration: 'invite' })
  const root = await createPerson(app, stores.db, 'root@example.org', 'admin')
  const invited = await root.send('POST', '/v1/admin/invitations', { email: 'ada@example.org', role: 'editor' })
  invitation = String(invited.body.code)
  service = listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

const EMAIL = 'ada@example.org'
const [FIRST, SECOND] = ['three quiet green lamps', 'four quiet green lamps']
const BROWSER = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-explorer': '1' }

test('a person is invited, registers, signs in by browser and by script, and sees the other session end', async () => {
  const stranger = createClient(service.url)
  const registered = await stranger.v1.auth.register.post({ email: EMAIL, password: FIRST, invitation })
  const person = createClient(service.url, { refresh: { token: registered.data?.refreshToken ?? '' } })
  expect((await person.v1.me.get()).data).toMatchObject({ email: EMAIL, role: 'editor' })

  const inBrowser = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(service.url + path, { method: 'POST', headers: { ...BROWSER, ...headers }, body: JSON.stringify(body) })
  const signedIn = await inBrowser('/v1/auth/session', { email: EMAIL, password: FIRST })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { accessToken } = (await signedIn.json()) as { accessToken: string } // safe: the answer of a sign-in
  const browser = createClient(service.url, { token: accessToken })
  expect((await browser.v1.runs.get({ query: {} })).status).toBe(200)

  const made = await browser.v1.me.keys.post({ name: 'Nightly export', scopes: ['export'], days: 30 })
  const script = createClient(service.url, { apiKey: made.data?.key ?? '' })
  expect((await script.v1.export.games.get({ query: {} })).status).toBe(200)
  expect((await script.v1.runs.get({ query: {} })).status).toBe(403)

  expect((await person.v1.me.sessions.get()).data?.items.map(({ current }) => current)).toEqual([false, true])
  expect((await person.v1.me.password.put({ current: FIRST, password: SECOND })).status).toBe(200)
  expect((await person.v1.me.sessions.get()).data?.items.map(({ current }) => current)).toEqual([true])
  expect((await browser.v1.me.get()).status).toBe(401)
  expect((await inBrowser('/v1/auth/refresh', {}, { cookie })).status).toBe(401)
  expect((await script.v1.games.get({ query: {} })).status).toBe(200)
  expect((await inBrowser('/v1/auth/session', { email: EMAIL, password: SECOND })).status).toBe(200)
}, 30_000)
