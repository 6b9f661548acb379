import { upsertVocabulary } from '#db/vocabulary/upsert'
import type { App } from '#src/app'
import { listen } from '#src/http/listen'
import { createTestApp, testToken } from './client'
import { insertGames } from './games'
import { type ReadRoute, readRoutes } from './read-routes'
import { createTestStores, type TestStores } from './stores'

/** A service on a port of its own, its routes for GET, and the credentials of an administrator. */
export type ReadService = AsyncDisposable & {
  stores: TestStores
  app: App
  url: string
  routes: ReadRoute[]
  authorization: string
}

/** Starts a service over new stores with the vocabulary and these games. */
export async function startReadService(games: Parameters<typeof insertGames>[1]): Promise<ReadService> {
  const stores = await createTestStores()
  await upsertVocabulary(stores.db)
  await insertGames(stores.db, games)
  const app = createTestApp(stores)
  const service = listen(app, { host: '127.0.0.1', port: 0 })
  return {
    stores,
    app,
    url: service.url,
    routes: readRoutes(app),
    authorization: `Bearer ${await testToken('admin')}`,
    async [Symbol.asyncDispose]() {
      await service.stop({ graceMs: 0, drainMs: 100 })
      await stores[Symbol.asyncDispose]()
    },
  }
}
