import { type Treaty, treaty } from '@elysiajs/eden'
import type { App } from './app'

/** Every route of a VestimLib service, typed: `client.v1.games.get({ query: { limit: 5 } })`. */
export type Client = Treaty.Create<App>

/**
 * A typed client of the service at this address. A misspelt route, query or field does not compile.
 *
 * Dates stay the strings their types say: Eden would make a `Date` of whatever looks like one, titles included.
 */
export const createClient = (url: string, token: string): Client =>
  treaty<App>(url, { headers: { authorization: `Bearer ${token}` }, parseDate: false })
