import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createPerson } from '#tests/support/accounts'
import { createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

describe('registering', () => {
  test('makes an account whose tokens are accepted until it signs out', async () => {
    const app = createTestApp(stores, { registration: 'open' })
    const ada = await createPerson(app, 'Ada@Example.org')
    const { status, body } = await ada.get('/v1/me')
    expect([status, body]).toEqual([200, expect.objectContaining({ email: 'ada@example.org', role: 'reader' })])
    expect((await ada.get('/v1/games')).status).toBe(200)
    expect((await ada.get('/v1/admin/accounts')).status).toBe(403)
    await ada.post('/v1/auth/logout', { refreshToken: ada.tokens.refreshToken })
    expect((await ada.get('/v1/me')).status).toBe(401)
  })
})
