import type { RefusalContext } from './problem'

/**
 * Adds CORS headers to the response. Returns the response itself for a preflight request, `undefined` for any other.
 */
export type Cors = (request: Request, set: RefusalContext['set']) => Response | undefined

/**
 * Returns the handling of CORS for these origins, compared exactly. Credentials are not allowed: a page must send its
 * token in a header.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  return (request, { headers }) => {
    if (allowed.size === 0) return undefined
    headers.vary = `${headers.vary}, Origin`
    const origin = request.headers.get('origin')
    if (!origin || !allowed.has(origin)) return undefined
    headers['access-control-allow-origin'] = origin
    headers['cross-origin-resource-policy'] = 'cross-origin'
    headers['access-control-expose-headers'] = 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'
    if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return undefined
    headers['access-control-allow-methods'] = 'GET, HEAD, POST, PUT, PATCH, DELETE'
    headers['access-control-allow-headers'] = 'Authorization, Content-Type, If-None-Match, X-Api-Key, X-Request-Id'
    headers['access-control-max-age'] = '600'
    return new Response(null, { status: 204 })
  }
}
