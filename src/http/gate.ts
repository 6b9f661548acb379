import { Elysia } from 'elysia'
import { type AdmissionOptions, createAdmission } from './admission'
import type { ReadOrigin } from './client-origin'
import { createCors } from './cors'
import { logDenial } from './denial-log'
import { NO_STORE, requestIdOf, securityHeadersOf } from './headers'
import { createHostCheck, type Reached } from './hosts'
import type { Log } from './log'
import { type RefusalContext, refuseRequest } from './problem'
import { access } from './scope'

/** Request for a path that no route has, and what is set for its response. */
type LostRequest = { request: Request; set: RefusalContext['set'] & { status?: number | string } }

/** Answers a request for a path that no route has; `undefined` leaves it to be refused. */
export type LostPage = (path: string, to: LostRequest) => Promise<Response | undefined>

export type GateOptions = Reached &
  AdmissionOptions & {
    corsOrigins: readonly string[]
    originOf: ReadOrigin
    log: Log
    /** (Default: every path that no route has is refused) */
    lostPage?: LostPage
  }

/**
 * Returns the gate, which judges every request before any byte of its body is read, including those for assets and unknown
 * paths. The first of these that applies is the response: 421, the response to a CORS preflight, 401, 404, 405, 403, 406, 413, 414, 400, 503, 429.
 *
 * It runs in `onRequest` and looks up the path that the router will use; it does not parse the URL itself.
 */
export function gate({
  corsOrigins,
  originOf,
  findPlace,
  verify,
  verifyKey,
  inFlight,
  lifecycle,
  guest,
  allowance,
  networkFor,
  log,
  lostPage,
  ...reached
}: GateOptions) {
  const isOurHost = createHostCheck(reached)
  const cors = createCors(corsOrigins)
  const answerLost: LostPage = async (path, to) => (findPlace(path) ? undefined : lostPage?.(path, to))
  const securityHeaders = securityHeadersOf(reached.publicUrl)
  const admit = createAdmission({ findPlace, verify, verifyKey, inFlight, lifecycle, guest, allowance, networkFor })
  // Use members of `context` only: Elysia reads the source of this function to see which ones it must set, and would set all if
  // `context` were passed on.
  return new Elysia({ name: 'vestim.gate' }).use(access).onRequest(async (context) => {
    const { request, set, path } = context as typeof context & { path: string } // safe: the compiled context has the path of the router
    const requestId = requestIdOf(request.headers)
    context.requestId = requestId
    Object.assign(set.headers, securityHeaders)
    set.headers['x-request-id'] = requestId
    set.headers['cache-control'] = NO_STORE
    set.headers.vary = 'Accept-Encoding'
    const answering = { requestId, set }
    if (!isOurHost(request, originOf(request).forwardedHost))
      return refuseRequest(
        answering,
        'misdirected',
        'This host is not served here: set PUBLIC_URL to the address clients use, or add the host to ALLOWED_HOSTS.',
      )
    const preflight = cors(request, set)
    if (preflight) return preflight
    const { caller, refusal } = await admit({ answering, request, path })
    if (caller) context.caller = caller
    if (refusal) logDenial(log, { refusal, caller, requestId, method: request.method, network: networkFor(request) })
    return (await answerLost(path, { request, set })) ?? refusal
  })
}
