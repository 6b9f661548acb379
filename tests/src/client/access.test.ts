import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { App } from '#src/app'
import { type ClientOptions, createClient } from '#src/client/index'
import { type Listening, listen } from '#src/http/listen'
import { createPerson } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let app: App
let service: Listening
beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
  service = listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

/** Returns a client that counts its requests for access tokens. */
function countingClient(options: ClientOptions) {
  const asked: string[] = []
  const client = createClient(`${service.url}/`.replace(/\/$/, ''), {
    ...options,
    fetch: (url, init) => {
      asked.push(new URL(url).pathname)
      return fetch(url, init)
    },
  })
  return { client, refreshes: () => asked.filter((path) => path.endsWith('/refresh')).length }
}

describe('a client with an API key', () => {
  test('sends it with every request', async () => {
    const person = await createPerson(app, stores.db, 'key@example.org')
    const made = await person.send('POST', '/v1/me/keys', { name: 'x', scopes: ['self'] })
    const client = createClient(service.url, { apiKey: String(made.body.key) })
    expect((await client.v1.me.get()).data?.email).toBe('key@example.org')
  })
})

describe('a client with a refresh token', () => {
  test('fetches one access token for requests at the same moment, and saves the next refresh token', async () => {
    const { tokens } = await createPerson(app, stores.db, 'refresh@example.org')
    const saved: string[] = []
    const save = (next: string) => void saved.push(next)
    const { client, refreshes } = countingClient({ refresh: { token: tokens.refreshToken, save } })
    const all = await Promise.all(Array.from({ length: 20 }, () => client.v1.me.get()))
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect([refreshes(), saved.length]).toEqual([1, 1])
    const later = countingClient({ refresh: { token: saved[0] ?? '' } })
    expect((await later.client.v1.me.get()).data?.email).toBe('refresh@example.org')
  })

  test('fetches another one once the service refuses it, and sends the request again, a write too', async () => {
    const { tokens } = await createPerson(app, stores.db, 'again@example.org')
    let isFirst = true
    const { client, refreshes } = countingClient({ refresh: { token: tokens.refreshToken } })
    const broken = createClient(service.url, {
      refresh: { token: tokens.refreshToken },
      fetch: (url, init) => {
        const headers = new Headers(init.headers)
        if (isFirst && !url.endsWith('/refresh')) headers.set('authorization', 'Bearer wrong')
        if (!url.endsWith('/refresh')) isFirst = false
        return fetch(url, { ...init, headers })
      },
    })
    const made = await broken.v1.me.keys.post({ name: 'x', scopes: ['read'] })
    expect(made.status).toBe(200)
    expect([(await client.v1.me.get()).status, refreshes()]).toEqual([401, 1])
  })

  test('has the refusal of the service as the error once the session is over', async () => {
    const { tokens } = await createPerson(app, stores.db, 'over@example.org')
    const { client } = countingClient({ refresh: { token: tokens.refreshToken } })
    expect((await client.v1.me.get()).status).toBe(200)
    await stores.db.execute(sql`update session set ended_at = now(), ended_by = 'logout'`)
    await Bun.sleep(5100)
    const all = await Promise.all([client.v1.me.get(), client.v1.me.get()])
    for (const { error } of all) expect(error).toMatchObject({ status: 401, value: { code: 'session_over' } })
  }, 20_000)

  test('has an error with a reason while nobody answers', async () => {
    const client = createClient('http://127.0.0.1:1', { refresh: { token: 'x' } })
    expect((await client.v1.me.get()).error).toMatchObject({
      status: 0,
      value: { code: 'unreachable', reason: 'token' },
    })
  })
})
