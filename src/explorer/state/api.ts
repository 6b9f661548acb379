import { treaty } from '@elysiajs/eden'
import type { App } from '#src/app'
import { fetchSigned } from './session'

const client = treaty<App>(location.origin, {
  // safe: the typed client calls it with a URL as text
  fetcher: ((url: string, init?: RequestInit) => fetchSigned(url, init)) as unknown as typeof fetch,
  parseDate: false,
})

/** The typed client of the service, with the access of the session. Encode path parameters: it does not. */
export const api = client.v1

/** Returns the calls that are about one game. */
export const gameApi = (slug: string) => api.games({ slug: encodeURIComponent(slug) })
