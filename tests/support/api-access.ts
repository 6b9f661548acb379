import { sql } from 'drizzle-orm'
import type { Stores } from '#db/stores'
import { createApiStore } from '#seed/api/api-store'
import type { Clock } from '#seed/contract/clock'
import type { ApiAccess, Credentials, Source } from '#seed/contract/source'

/** Credentials without any key. */
export const NO_KEYS: Credentials = {
  RAWG_API_KEY: undefined,
  IGDB_CLIENT_ID: undefined,
  IGDB_CLIENT_SECRET: undefined,
  STEAM_API_KEY: undefined,
  PUBLIC_URL: undefined,
}

const unasked = () => {
  throw new Error('this test must not send requests to an API')
}

/** API access for sources that are files: every use of it fails. */
export const noApi: ApiAccess = {
  credentials: NO_KEYS,
  fromArchive: false,
  store: { acquire: unasked, archiveOf: unasked, count: unasked, list: unasked },
}

/** Returns the API access of a source, with the API store in the database. Without keys unless `more` has some. */
export const apiAccess = (
  { db }: Pick<Stores, 'db'>,
  source: string,
  clock: Clock,
  more: Partial<ApiAccess> = {},
): ApiAccess => ({ credentials: NO_KEYS, fromArchive: false, store: createApiStore(db, source, clock), ...more })

/** Deletes the counted requests, so that every quota is unused. */
export async function forgetBudgets({ db }: Pick<Stores, 'db'>): Promise<void> {
  await db.execute(sql`truncate api_budget`)
}

/** Returns the source with a test server as its API. */
export const servedAt = (source: Source, baseUrl: string): Source => ({
  ...source,
  open: (options) => source.open({ ...options, baseUrl }),
})
