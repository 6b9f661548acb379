import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createPasswords, isOutdated } from '#src/account/password-hash'
import { sendTo } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('password hashes', () => {
  test('are computed a few at once, a few wait, and more are refused at once', async () => {
    const { hash, isFull } = createPasswords(1, 2)
    const all = Array.from({ length: 10 }, () => hash('three quiet green lamps'))
    expect(isFull()).toBe(true)
    const hashes = await Promise.all(all)
    expect(hashes.filter((each) => each === 'full')).toHaveLength(7)
    expect(hashes.filter((each) => !isOutdated(each))).toHaveLength(3)
    expect(isFull()).toBe(false)
  })

  test('are of no password without an account', async () => {
    const { verify } = createPasswords()
    for (const password of ['', 'nobody has this password', 'x']) expect(await verify(password, undefined)).toBe(false)
  })
})

test('sign-ins beyond those that can wait are 503 with Retry-After, and count as no failure', async () => {
  const app = createTestApp(stores)
  const login = (at: number) =>
    sendTo(app, 'POST', '/v1/auth/login', { body: { email: `flood${at}@example.org`, password: 'wrong' } })
  const all = await Promise.all(Array.from({ length: 80 }, (_, at) => login(at)))
  const refused = all.filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(0)
  for (const { headers, body } of refused) expect([headers.get('retry-after'), body.code]).toEqual(['1', 'overloaded'])
  expect(all.filter(({ status }) => status !== 503 && status !== 401)).toEqual([])
}, 30_000)
