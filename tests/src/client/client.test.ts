import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createClient } from '#src/client/index'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let service: Listening

beforeAll(async () => {
  stores = await createTestStores()
  const [living = ''] = await insertGames(stores.db, [
    { title: '2004-01-01', released: '2004-01-01', releasedPrecision: 'day' },
  ])
  await insertGames(stores.db, [{ title: 'Merged', mergedInto: living }])
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

describe('the typed client', () => {
  test('calls a service over HTTP, and follows a merged game to the game it was merged into', async () => {
    const client = createClient(service.url, { token: await testToken() })
    const { data } = await client.v1.games({ slug: 'merged' }).get({ query: {} })
    expect(data?.slug).toBe('2004-01-01')
  })

  test('leaves dates, and titles that look like dates, as strings', async () => {
    const client = createClient(service.url, { token: await testToken() })
    const { data } = await client.v1.games.get({ query: {} })
    expect(data?.items[0]).toMatchObject({ title: '2004-01-01', released: { date: '2004-01-01', precision: 'day' } })
  })

  test('returns refusals as problems', async () => {
    const { error } = await createClient(service.url, { token: 'nonsense' }).v1.games.get({ query: {} })
    expect(error).toMatchObject({ status: 401, value: { code: 'unauthenticated', status: 401 } })
  })

  test('imports no code of the service', async () => {
    const built = await Bun.build({
      entrypoints: [Bun.fileURLToPath(import.meta.resolve('#src/client/index'))],
      target: 'browser',
    })
    const code = await built.outputs[0]?.text()
    for (const foreign of ['drizzle', 'postgres', 'createApp', 'SwaggerUIBundle']) expect(code).not.toContain(foreign)
  })
})
