import { createCaller } from './caller'
import { fetchSigned } from './session'

/** The typed client of the service, with the access of the session. Encode path parameters: it does not. */
export const api = createCaller(fetchSigned).v1

/** Returns the calls that are about one game. */
export const gameApi = (slug: string) => api.games({ slug: encodeURIComponent(slug) })
