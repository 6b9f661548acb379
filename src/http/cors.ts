import type { Answering } from './problem'

/** Lets the pages of the listed origins call the service; answers a preflight, and `undefined` for every other request. */
export type Cors = (request: Request, set: Answering['set']) => Response | undefined

/**
 * Sharing with other origins, by exact match. No credentials: tokens travel in a header that a page must set itself.
 */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  return (request, { headers }) => {
    if (allowed.size === 0) return undefined
    headers.vary = 'Origin'
    const origin = request.headers.get('origin')
    if (!origin || !allowed.has(origin)) return undefined
    headers['access-control-allow-origin'] = origin
    headers['cross-origin-resource-policy'] = 'cross-origin'
    headers['access-control-expose-headers'] = 'ETag, Link, Retry-After, X-Request-Id'
    if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return undefined
    headers['access-control-allow-methods'] = 'GET, HEAD, POST, PUT, DELETE'
    headers['access-control-allow-headers'] = 'Authorization, Content-Type, If-None-Match, X-Api-Key, X-Request-Id'
    headers['access-control-max-age'] = '600'
    return new Response(null, { status: 204 })
  }
}
