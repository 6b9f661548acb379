import { Elysia } from 'elysia'
import type { ReadOrigin } from './client-origin'
import { createCors } from './cors'
import { requestIdOf, SECURITY_HEADERS } from './headers'
import { createHostCheck, type Reached } from './hosts'
import { type RefusalContext, refuseRequest } from './problem'
import { access } from './scope'
import type { VerifyToken } from './token'

/** Largest request body that is accepted, in bytes. */
export const BODY_BYTES = 1024 * 1024
const MAX_REQUESTS_AT_ONCE = 512
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const BEARER = /^bearer +([A-Za-z0-9._~+/=-]+)$/i

/** Paths that need no token, compared exactly. Every other path needs one, even a path that no route has. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  '/',
  '/health/live',
  '/health/ready',
  '/swagger',
  '/swagger/json',
  '/swagger/page.js',
  '/swagger/swagger-ui-bundle.js',
  '/swagger/swagger-ui.css',
])

export type GateOptions = Reached & {
  corsOrigins: readonly string[]
  originOf: ReadOrigin
  verify: VerifyToken
  /** Returns the number of requests that are being answered, this one included. */
  inFlight: () => number
}

/**
 * Returns the gate, which checks every request before its route runs, including those for assets and unknown paths: its
 * host and, unless its path is public, its token, method and size. It runs in `onRequest`, before any byte of the body is
 * read, and checks the path that the router will use; it does not parse the URL itself.
 */
export function gate({ verify, inFlight, corsOrigins, originOf, ...reached }: GateOptions) {
  const isOurHost = createHostCheck(reached)
  const cors = createCors(corsOrigins)
  // Use members of `context` only: Elysia reads the source of this function to see which ones it must set, and would set all if
  // `context` were passed on.
  return new Elysia({ name: 'vestim.gate' }).use(access).onRequest(async (context) => {
    const { request, set, path } = context as typeof context & { path: string } // safe: the compiled context has the path of the router
    const requestId = requestIdOf(request.headers)
    context.requestId = requestId
    Object.assign(set.headers, SECURITY_HEADERS)
    set.headers['x-request-id'] = requestId
    const answering = { requestId, set }
    if (!isOurHost(request, originOf(request).forwardedHost))
      return refuseRequest(
        answering,
        'misdirected',
        'This host is not served here: set PUBLIC_URL to the address clients use.',
      )
    const preflight = cors(request, set)
    if (preflight) return preflight
    if (PUBLIC_PATHS.has(path)) return undefined
    set.headers['cache-control'] = 'no-store'
    const caller = await callerOf(request.headers, verify)
    if (!caller) {
      set.headers['www-authenticate'] = 'Bearer'
      return refuseRequest(answering, 'unauthenticated', 'Send a valid token as `Authorization: Bearer <token>`.')
    }
    context.caller = caller
    return refuseUnusable(request, answering, inFlight)
  })
}

async function callerOf(headers: Headers, verify: VerifyToken) {
  const token = BEARER.exec(headers.get('authorization') ?? '')?.[1]
  return token ? verify(token) : undefined
}

/** Refuses an unknown method, a body of more than 1 MiB by its Content-Length, a NUL in the URL, and any request beyond 512 at once. */
function refuseUnusable(request: Request, answering: RefusalContext, inFlight: () => number) {
  if (!METHODS.has(request.method))
    return refuseRequest(
      answering,
      'method_not_allowed',
      'This method is not supported: use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS.',
    )
  if (request.method !== 'GET' && Number(request.headers.get('content-length') ?? 0) > BODY_BYTES)
    return refuseRequest(answering, 'body_too_large', 'Send a body of at most 1 MiB.')
  if (request.url.includes('%00'))
    return refuseRequest(answering, 'malformed_request', 'Remove the NUL character (%00) from the URL.')
  if (inFlight() <= MAX_REQUESTS_AT_ONCE) return undefined
  answering.set.headers['retry-after'] = '1'
  return refuseRequest(answering, 'overloaded', 'Too many requests are in progress: try again in a second.')
}
