import { status, t } from 'elysia'
import type { FailureCode } from '#lib/errors'
import { NO_STORE, securityHeadersOf } from './headers'

/**
 * Every way a request can fail, with its status and title. A code is never renamed, because clients match its `type`.
 */
export const PROBLEMS = {
  malformed_request: { status: 400, title: 'The request is malformed' },
  bad_cursor: { status: 400, title: 'The cursor does not belong to this list' },
  unauthenticated: { status: 401, title: 'A valid token is required' },
  wrong_credentials: { status: 401, title: 'The e-mail address, the password or the code is wrong' },
  session_over: { status: 401, title: 'The session is over' },
  forbidden: { status: 403, title: 'The token lacks the required scope' },
  wrong_password: { status: 403, title: 'The current password is wrong' },
  session_required: { status: 403, title: 'An API key cannot do this' },
  cross_site: { status: 403, title: 'Only a page of this service may use the cookie' },
  registration_closed: { status: 403, title: 'Nobody can register here' },
  registration_refused: { status: 403, title: 'No account can be made with this address and this invitation' },
  no_such_route: { status: 404, title: 'No such route' },
  no_such_game: { status: 404, title: 'No such game' },
  no_such_record: { status: 404, title: 'No such record' },
  no_such_review: { status: 404, title: 'No such review' },
  no_such_run: { status: 404, title: 'No such run' },
  no_such_decision: { status: 404, title: 'No such decision' },
  no_such_account: { status: 404, title: 'No such account' },
  no_such_session: { status: 404, title: 'No such session' },
  no_such_collection: { status: 404, title: 'No such collection' },
  no_such_item: { status: 404, title: 'No such item' },
  no_such_key: { status: 404, title: 'No such API key' },
  method_not_allowed: { status: 405, title: 'The route does not accept this method' },
  not_acceptable: { status: 406, title: 'No such format' },
  body_too_slow: { status: 408, title: 'The request body took too long' },
  run_active: { status: 409, title: 'A run of this source is active' },
  contradicted: { status: 409, title: 'Another decision contradicts this one' },
  built_upon: { status: 409, title: 'A later decision depends on this one' },
  decided_already: { status: 409, title: 'Nothing would change' },
  unconfirmed: { status: 409, title: 'Another number was expected' },
  empty_game: { status: 409, title: 'The game would have no records left' },
  last_administrator: { status: 409, title: 'The service would have no administrator left' },
  address_taken: { status: 409, title: 'The address has an account' },
  too_many_keys: { status: 409, title: 'The account has too many API keys' },
  built_in_collection: { status: 409, title: 'Every account has this collection' },
  collection_exists: { status: 409, title: 'The account has a collection of this name' },
  too_many_collections: { status: 409, title: 'The account has too many collections' },
  collection_full: { status: 409, title: 'The collection has too many items' },
  ambiguous_item: { status: 409, title: 'Several items are about this game' },
  already_collected: { status: 409, title: 'Another item is about this game' },
  feed_restarted: { status: 410, title: 'The feed of changes has restarted' },
  body_too_large: { status: 413, title: 'The request body is too large' },
  url_too_long: { status: 414, title: 'The URL is too long' },
  misdirected: { status: 421, title: 'This host is not served here' },
  invalid_request: { status: 422, title: 'The request has invalid parts' },
  too_costly: { status: 422, title: 'The request would take too long' },
  too_many_attempts: { status: 429, title: 'Too many failed attempts' },
  too_many_requests: { status: 429, title: 'Too many requests of one caller' },
  internal_error: { status: 500, title: 'The service has failed' },
  not_configured: { status: 501, title: 'This service is not set up for that' },
  upstream_failed: { status: 502, title: 'A service that this one depends on failed' },
  unavailable: { status: 503, title: 'The catalogue is temporarily unavailable' },
  matching: { status: 503, title: 'Games are being matched at the moment' },
  overloaded: { status: 503, title: 'Too many requests at once' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** Problem that each `Failure` becomes over HTTP. */
export const PROBLEM_OF_FAILURE = {
  usage: 'internal_error',
  unknown_source: 'internal_error',
  source_unreadable: 'internal_error',
  wrong_header: 'internal_error',
  source_unavailable: 'upstream_failed',
  source_shrunk: 'upstream_failed',
  configuration: 'internal_error',
  store_unreachable: 'unavailable',
  store_refused: 'unavailable',
  schema_mismatch: 'unavailable',
  store_busy: 'unavailable',
  run_active: 'run_active',
  store_in_use: 'unavailable',
  port_in_use: 'internal_error',
  interrupted: 'unavailable',
  index_failed: 'upstream_failed',
  backup_refused: 'internal_error',
  backup_failed: 'internal_error',
  ledger_failed: 'unavailable',
} as const satisfies Record<FailureCode, ProblemCode>

/** An invalid part of a request. */
const Fault = t.Object(
  {
    in: t.String({ description: 'Part of the request: query, params, headers or body' }),
    name: t.Nullable(t.String({ description: 'Name of the parameter or member; null if the name itself is unknown' })),
    expected: t.String({ description: 'Expected value' }),
  },
  { title: 'Fault', description: 'An invalid part of a request' },
)
export type Fault = typeof Fault.static

/**
 * Body of every refusal: problem details.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const Problem = t.Object(
  {
    type: t.String({ description: 'URN of the kind of problem; stable' }),
    title: t.String({ description: 'Kind of problem, in words' }),
    status: t.Number({ multipleOf: 1, description: 'HTTP status' }),
    code: t.String({ description: 'Kind of problem, as one word; stable' }),
    detail: t.String({ description: 'What is wrong here, and what to do next' }),
    requestId: t.String({ description: 'Id of this request, as in the log of the service' }),
    errors: t.Optional(t.Array(Fault, { description: 'Each invalid part of the request' })),
  },
  { title: 'Problem', description: 'Problem details (RFC 9457)' },
)
export type Problem = typeof Problem.static

/**
 * Responses that every route may give besides its own, public routes too. Spread it into `response` without `as const`,
 * which would make the typed client lose the error statuses.
 */
export const publicDenials = { 400: Problem, 413: Problem, 414: Problem, 421: Problem, 422: Problem, 500: Problem }

/** Responses that every route which needs a token may give besides its own. */
export const denials = { 401: Problem, 403: Problem, 406: Problem, 429: Problem, 503: Problem, ...publicDenials }

/** Response that every route with a body may give besides those. */
export const bodyDenials = { 408: Problem }

/** Members of a request's context that a refusal needs. */
export type RefusalContext = { requestId: string; set: { headers: Record<string, string | number | undefined> } }

type StatusOf<Code extends ProblemCode> = (typeof PROBLEMS)[Code]['status']

/** Media type of a problem. */
export const PROBLEM_TYPE = 'application/problem+json'

/** Returns the response of a refused request, as problem+json. `detail` must not contain anything that was sent. */
export function refuseRequest<Code extends ProblemCode>(
  to: RefusalContext,
  code: Code,
  detail: string,
  errors?: Fault[],
) {
  const known: StatusOf<Code> = PROBLEMS[code].status
  to.set.headers['content-type'] = PROBLEM_TYPE
  to.set.headers['cache-control'] = NO_STORE
  return status(known, { ...problem(code, detail, to.requestId), ...(errors && { errors }) })
}

const problem = (code: ProblemCode, detail: string, requestId: string): Problem => ({
  type: `urn:vestimlib:problem:${code}`,
  ...PROBLEMS[code],
  code,
  detail,
  requestId,
})

/**
 * Returns the response of last resort, for when the error handler itself fails. Without it Bun would show a page with
 * our source.
 */
export function lastResort(requestId: string, publicUrl: string | undefined): Response {
  const body = problem(
    'internal_error',
    'This is a fault of the service, not of the request. Its log has the cause under this request id.',
    requestId,
  )
  return Response.json(body, {
    status: body.status,
    headers: {
      ...securityHeadersOf(publicUrl),
      'content-type': PROBLEM_TYPE,
      'cache-control': NO_STORE,
      'x-request-id': requestId,
    },
  })
}
