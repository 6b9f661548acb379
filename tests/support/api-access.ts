import { sql } from 'drizzle-orm'
import type { Stores } from '#db/stores'
import { createApiStore } from '#seed/api/api-store'
import type { Clock } from '#seed/contract/clock'
import type { ApiAccess, Credentials, Source } from '#seed/contract/source'

/** No key of any API. */
export const NO_KEYS: Credentials = {
  RAWG_API_KEY: undefined,
  IGDB_CLIENT_ID: undefined,
  IGDB_CLIENT_SECRET: undefined,
  STEAM_API_KEY: undefined,
  PUBLIC_URL: undefined,
}

const unasked = () => {
  throw new Error('nothing is to be asked of an API here')
}

/** What the source of a file is given: an API that nobody may ask. */
export const noApi: ApiAccess = {
  credentials: NO_KEYS,
  fromArchive: false,
  store: { acquire: unasked, archiveOf: unasked, count: unasked, list: unasked },
}

/** What an API source is given, with the memory of real stores. */
export const apiAccess = (
  { db }: Pick<Stores, 'db'>,
  source: string,
  clock: Clock,
  more: Partial<ApiAccess> = {},
): ApiAccess => ({ credentials: NO_KEYS, fromArchive: false, store: createApiStore(db, source, clock), ...more })

/** Forgets what was asked before, as if every quota were whole. */
export async function forgetBudgets({ db }: Pick<Stores, 'db'>): Promise<void> {
  await db.execute(sql`truncate api_budget`)
}

/** The same source, asking a server of the test's in place of the real one. */
export const servedAt = (source: Source, baseUrl: string): Source => ({
  ...source,
  open: (options) => source.open({ ...options, baseUrl }),
})
