import { Failure } from '#lib/errors'

/** Opens a store that another process may have open. @throws {Failure} `store_in_use` in that case */
export async function orStoreInUse<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'store_busy')) throw error
    const message = 'The embedded store is in use: stop the service or the load, then run the same command again.'
    throw new Failure('store_in_use', message, { cause: error })
  }
}
