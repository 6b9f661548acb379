import { type Treaty, treaty } from '@elysiajs/eden'
import type { App } from './app'

/**
 * Typed client of a VestimLib service, with a member for each route: `client.v1.games.get({ query: { limit: 5 } })`.
 */
export type Client = Treaty.Create<App>

/**
 * Returns a typed client of the service at this URL. A misspelt route, query or field does not compile.
 *
 * Dates stay strings, as their types say: by default Eden turns every text that looks like a date into a `Date`, titles
 * too.
 */
export const createClient = (url: string, token: string): Client =>
  treaty<App>(url, { headers: { authorization: `Bearer ${token}` }, parseDate: false })
