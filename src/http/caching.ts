import { NO_STORE } from './headers'
import type { Route } from './routes'
import { type Caller, isGuest } from './scope'

/** Accesses of routes whose responses are the same for every caller who may have them. */
const SHARED: readonly Route['access'][] = ['read', 'curate']

/**
 * Returns the `Cache-Control` of the response of a route: a copy of a read may be kept, and is checked by its ETag before each use. Only
 * a copy for callers without a token may be kept by caches that several people share.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2
 */
export function cacheControlOf(method: string, access: Route['access'], caller: Caller): string {
  if (method !== 'GET' || !SHARED.includes(access)) return NO_STORE
  return `${isGuest(caller) ? 'public' : 'private'}, no-cache`
}
