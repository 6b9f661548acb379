import type { Config } from '#lib/config'
import { preferredType } from './accept'
import type { Allowance, Asking } from './allowance'
import { cacheControlOf } from './caching'
import { LIMITS } from './limits'
import type { Lifecycle } from './phase'
import { type RefusalContext, refuseRequest } from './problem'
import type { FindPlace, Place, Route } from './routes'
import { type Caller, guestOf, refuseScope } from './scope'
import type { VerifyToken } from './token'
import { unreadablePlace } from './unreadable-url'

/** Returns the caller of an API key; `undefined` unless it is known and can be used now. */
export type VerifyKey = (key: string) => Promise<Caller | undefined>

const BEARER = /^bearer +([A-Za-z0-9._~+/=-]+)$/i

/** Paths below these, and the one of metrics, are 404 without a token if no route has them; everywhere else an unknown path is 401. */
const OPEN_PREFIXES = ['/swagger/', '/health/', '/v1/auth/', '/explorer/']
const METRICS = /^\/metrics\/?$/

/** Headers in which credentials are sent. */
const CREDENTIALS = ['authorization', 'x-api-key'] as const

/** Routes that are answered however many requests are being answered: they tell of that. */
const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(['/health/live', '/metrics'])

export type AdmissionOptions = {
  findPlace: FindPlace
  verify: VerifyToken
  verifyKey: VerifyKey
  /** Returns the number of requests that are being answered, this one included. */
  inFlight: () => number
  lifecycle: Lifecycle
  allowance: Pick<Allowance, 'take' | 'enter'>
  /** Returns the network of the client of a request. */
  networkFor: (request: Request) => string
  /** Scope of callers without a token. */
  guest: Config['guest']
}

/** A request to judge. `path` is the one that the router will use. */
type Asked = { answering: RefusalContext; request: Request; path: string }

/**
 * Returns a judge of requests: by token, path, method, scope, accepted formats, length of the body, length and form of the URL, phase of the service, load, and what its caller may do, in this order. It
 * returns the caller if the route needs one, and the refusal unless the request is admitted. A request for a route that is not in the
 * table is never admitted.
 */
export function createAdmission({ findPlace, verify, verifyKey, ...serving }: AdmissionOptions) {
  const { allowance } = serving
  return async (asked: Asked) => {
    const { answering, request, path } = asked
    const place = findPlace(path)
    const route = place?.routes.get(request.method)
    if (route?.access === 'public') return { refusal: refusePublic(asked, route, serving) }
    addVary(answering, route)
    const caller = guestIn(asked, route, serving) ?? (await callerOf(request.headers, { verify, verifyKey }))
    if (!caller) return { refusal: refuseStranger(asked, place, route) }
    if (!route) return { refusal: refuseRoute(answering, place) }
    answering.set.headers['cache-control'] = cacheControlOf(request.method, route.access, caller)
    return {
      caller,
      refusal:
        refuseScope(answering, route.access, caller) ??
        refuseFormat(asked, route) ??
        refuseUnusable(asked, route) ??
        refuseBusy(asked, route, serving) ??
        (await admitCaller({ answering, request, route, caller: caller.countedAs }, allowance)),
    }
  }
}

/** Returns the caller of the token or the key of a request; `undefined` if it has both. */
async function callerOf(headers: Headers, { verify, verifyKey }: Pick<AdmissionOptions, 'verify' | 'verifyKey'>) {
  const [authorization, key] = CREDENTIALS.map((name) => headers.get(name))
  if (key) return authorization === null ? verifyKey(key) : undefined
  const token = BEARER.exec(authorization ?? '')?.[1]
  return token ? verify(token) : undefined
}

/** Returns the caller of a request without credentials that GUEST admits to a route. Wrong credentials are those of nobody. */
function guestIn(
  { request }: Asked,
  route: Route | undefined,
  { guest, networkFor }: Pick<AdmissionOptions, 'guest' | 'networkFor'>,
): Caller | undefined {
  if (guest === 'off' || route?.access !== guest) return undefined
  return CREDENTIALS.some((name) => request.headers.has(name)) ? undefined : guestOf(networkFor(request))
}

/** Says that the response depends on the credentials, too, and on Accept where there is a choice of formats. */
function addVary({ set: { headers } }: RefusalContext, route: Route | undefined): void {
  const formats = route && route.media.length > 1 ? 'Accept, ' : ''
  headers.vary = `Authorization, X-Api-Key, ${formats}${headers.vary}`
}

/** True if a caller without a token may know which routes a path has. */
const isOpen = (path: string, place: Place | undefined) =>
  place ? place.isPublic : METRICS.test(path) || OPEN_PREFIXES.some((prefix) => path.startsWith(prefix))

function refuseStranger({ answering, path }: Asked, place: Place | undefined, route: Route | undefined) {
  if (!route && isOpen(path, place)) return refuseRoute(answering, place)
  answering.set.headers['www-authenticate'] = 'Bearer'
  return refuseRequest(
    answering,
    'unauthenticated',
    'Send a valid token as `Authorization: Bearer <token>`, or a valid key as `X-Api-Key: <key>`.',
  )
}

function refuseRoute(answering: RefusalContext, place: Place | undefined) {
  if (!place) return refuseRequest(answering, 'no_such_route', 'No route has this path: /swagger lists every route.')
  const methods = [...place.routes.keys()].sort().join(', ')
  answering.set.headers.allow = methods
  return refuseRequest(answering, 'method_not_allowed', `This route accepts ${methods}.`)
}

/** Refuses a client that accepts none of the media types in which the route answers. */
function refuseFormat({ answering, request: { headers } }: Asked, { media }: Route) {
  if (preferredType(headers.get('accept'), media) !== undefined) return undefined
  return refuseRequest(
    answering,
    'not_acceptable',
    `Accept: this route answers ${media.join(', ')}; send one of them, or */*.`,
  )
}

/** Refuses a body that is too large by its Content-Length, and a URL that is too long, has a NUL or cannot be read. */
function refuseUnusable({ answering, request: { headers, url } }: Asked, { query }: Route) {
  if (Number(headers.get('content-length') ?? 0) > LIMITS.bodyBytes)
    return refuseRequest(answering, 'body_too_large', 'Send a body of at most 1 MiB.')
  if (url.length > LIMITS.urlCharacters)
    return refuseRequest(
      answering,
      'url_too_long',
      `The URL is too long: send one of at most ${LIMITS.urlCharacters} characters.`,
    )
  if (url.includes('%00'))
    return refuseRequest(answering, 'malformed_request', 'Remove the NUL character (%00) from the URL.')
  const place = unreadablePlace(url, query)
  return place === undefined ? undefined : refuseRequest(answering, 'malformed_request', `${place}: ${UNREADABLE}`)
}

const UNREADABLE =
  'it has a % without two hexadecimal digits, or bytes that are not UTF-8; write text as UTF-8, and % as %25.'

type Serving = Pick<AdmissionOptions, 'inFlight' | 'lifecycle' | 'allowance' | 'networkFor'>

/** Refuses a request of a public route, whose caller is the network of the client. */
function refusePublic(asked: Asked, route: Route, serving: Serving) {
  const refusal = refuseUnusable(asked, route) ?? refuseBusy(asked, route, serving)
  if (refusal || !route.quota) return refusal
  const { answering, request } = asked
  return serving.allowance.take({ answering, request, route, caller: serving.networkFor(request) })
}

/** Refuses what is beyond the allowance of a caller. A request with a body is let in once its body is there. */
const admitCaller = async (asking: Asking, allowance: AdmissionOptions['allowance']) =>
  allowance.take(asking) ?? (asking.route.body ? undefined : await allowance.enter(asking))

/** Paths of the routes that ask a store. */
const WITH_STORES = '/v1/'

/** Refuses any request beyond 512 at once and, while the service waits for its stores, every one that asks them. */
function refuseBusy({ answering }: Asked, { template }: Route, { inFlight, lifecycle }: Serving) {
  if (lifecycle.phase === 'starting' && template.startsWith(WITH_STORES)) return refuseWaiting(answering)
  if (ALWAYS_ANSWERED.has(template) || inFlight() <= LIMITS.requestsAtOnce) return undefined
  answering.set.headers['retry-after'] = '1'
  return refuseRequest(answering, 'overloaded', 'Too many requests are in progress: try again in a second.')
}

function refuseWaiting(answering: RefusalContext) {
  answering.set.headers['retry-after'] = '5'
  return refuseRequest(answering, 'unavailable', 'The service waits for its stores: try again in a few seconds.')
}
