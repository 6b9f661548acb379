import { afterAll, beforeAll } from 'bun:test'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { aCatalogue } from './catalogue'
import type { EngineUnderTest } from './contract'

/** Opens an engine of these games for the tests of a `describe`, and closes it after them. Returns a function that gives it. */
export function engineOfGames(
  games: Parameters<typeof aCatalogue>[1],
  open: (stores: TestStores) => Promise<EngineUnderTest>,
): () => EngineUnderTest['engine'] {
  let stores: TestStores
  let tested: EngineUnderTest
  beforeAll(async () => {
    stores = await createTestStores()
    await aCatalogue(stores.db, games)
    tested = await open(stores)
  })
  afterAll(async () => {
    await tested.close()
    await stores[Symbol.asyncDispose]()
  })
  return () => tested.engine
}
