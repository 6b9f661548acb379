import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { listen } from '#src/http/listen'
import { timed } from '#tests/bench/measure'
import { createPerson, sendTo, TEST_PASSWORD } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

const GUESSES = 400
const AT_ONCE = 8
/** Five at once, and one after each delay of 1, 2, 4, ... s in the seconds that the test takes. */
const MOST_CHECKED = 20

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('somebody who guesses a password', () => {
  test('gets few guesses checked, whatever address they claim, and the owner still gets in from elsewhere', async () => {
    const config = { trustedProxies: ['10.9.9.9'] }
    const direct = listen(createTestApp(stores, config), { host: '127.0.0.1', port: 0 })
    const proxied = listen(createTestApp(stores, { trustedProxies: ['127.0.0.1'] }), { host: '127.0.0.1', port: 0 })
    const { email } = await createPerson(createTestApp(stores), stores.db, 'victim@example.org')
    const login = async (url: string, password: string, claimed: string) => {
      const answer = await fetch(`${url}/v1/auth/login`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': claimed,
          'x-real-ip': claimed,
          forwarded: `for=${claimed}`,
        },
        body: JSON.stringify({ email, password }),
      })
      return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
    }
    let next = 0
    const answers: Awaited<ReturnType<typeof login>>[] = []
    const guesser = async () => {
      while (next++ < GUESSES)
        answers.push(await login(direct.url, `wrong guess number ${next}`, `203.0.${next % 250}.7`))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, guesser))
    const [checked] = await rowsOf<{ guesses: number }>(
      stores.db,
      sql`select count(*)::int as guesses from audit_log where event = 'login_failed'`,
    )
    expect(checked?.guesses).toBeWithin(1, MOST_CHECKED + 1)
    expect(new Set(answers.map(({ status }) => status)).difference(new Set([401, 429, 503]))).toEqual(new Set())
    for (const { status, retryAfter } of answers)
      expect([status, status === 401 || Number(retryAfter) > 0]).toEqual([status, true])
    expect((await login(direct.url, TEST_PASSWORD, '203.0.113.7')).status).toBe(429)
    expect((await login(proxied.url, TEST_PASSWORD, '198.51.100.7')).status).toBe(200)
    await Promise.all([direct.stop({ graceMs: 0 }), proxied.stop({ graceMs: 0 })])
  }, 60_000)
})

test('a password of 257 bytes is refused before anything is hashed, by whoever sends it', async () => {
  const app = createTestApp(stores, { registration: 'open' })
  const long = 'x'.repeat(257)
  const began = performance.now()
  const body = (at: number) => ({ email: `long${at}@example.org`, password: long })
  expect((await sendTo(app, 'POST', '/v1/auth/register', { body: body(0) })).status).toBe(422)
  for (let at = 0; at < 100; at++)
    expect((await sendTo(app, 'POST', '/v1/auth/login', { body: body(at) })).status).toBe(422)
  const hashMs =
    100 * (await timed(() => Bun.password.hash(long, { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 })))
  expect(performance.now() - began).toBeLessThan(hashMs)
})
