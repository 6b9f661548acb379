import { status, t } from 'elysia'
import type { FailureCode } from '#lib/errors'

/** Every way a request can fail, with its status and title. A code is never renamed: its `type` is what clients match. */
export const PROBLEMS = {
  malformed_request: { status: 400, title: 'The request is malformed' },
  bad_cursor: { status: 400, title: 'The cursor is not one of this list' },
  unauthenticated: { status: 401, title: 'A valid token is needed' },
  forbidden: { status: 403, title: 'The token does not reach this far' },
  no_such_route: { status: 404, title: 'No such address' },
  no_such_game: { status: 404, title: 'No such game' },
  no_such_record: { status: 404, title: 'No such record' },
  no_such_review: { status: 404, title: 'No such doubt' },
  no_such_run: { status: 404, title: 'No such run' },
  no_such_decision: { status: 404, title: 'No such decision' },
  method_not_allowed: { status: 405, title: 'The address does not answer this method' },
  run_active: { status: 409, title: 'A run of this source is active' },
  contradicted: { status: 409, title: 'Another decision says the opposite' },
  built_upon: { status: 409, title: 'A later decision stands on this one' },
  decided_already: { status: 409, title: 'It is so already' },
  empty_game: { status: 409, title: 'A game would be left without records' },
  body_too_large: { status: 413, title: 'The body is too large' },
  misdirected: { status: 421, title: 'The request is meant for another host' },
  invalid_request: { status: 422, title: 'The request is understood, but wrong' },
  internal_error: { status: 500, title: 'Something broke on this side' },
  upstream_failed: { status: 502, title: 'A service behind this one failed' },
  unavailable: { status: 503, title: 'The catalogue cannot be reached at the moment' },
  matching: { status: 503, title: 'Games are being matched at the moment' },
  overloaded: { status: 503, title: 'Too many requests at once' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** What a broken world looks like from outside. */
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
  port_in_use: 'internal_error',
  interrupted: 'unavailable',
  index_failed: 'upstream_failed',
} as const satisfies Record<FailureCode, ProblemCode>

/** A part of a request that is not what it should be. */
const Fault = t.Object(
  {
    in: t.String({ description: 'Part of the request: query, params, headers or body' }),
    name: t.Nullable(t.String({ description: 'Name of the parameter or member, where it is a known one' })),
    expected: t.String({ description: 'What belongs there' }),
  },
  { title: 'Fault', description: 'A part of a request that is not what it should be' },
)
export type Fault = typeof Fault.static

/** The body of every refusal: problem details of RFC 9457. */
export const Problem = t.Object(
  {
    type: t.String({ description: 'Identifies the kind of problem; stable' }),
    title: t.String({ description: 'The kind of problem in words' }),
    status: t.Number({ multipleOf: 1, description: 'HTTP status' }),
    code: t.String({ description: 'The kind of problem as one word; stable' }),
    detail: t.String({ description: 'What is wrong here, and what to do next' }),
    requestId: t.String({ description: 'Names this request in the log of the service' }),
    errors: t.Optional(t.Array(Fault, { description: 'Each part of the request that is wrong' })),
  },
  { title: 'Problem', description: 'Problem details (RFC 9457)' },
)
export type Problem = typeof Problem.static

/** What every route may answer besides its own, public ones too. Spread it; `as const` would make the client forget it. */
export const publicDenials = { 421: Problem, 500: Problem }

/** What every route behind the gate may answer besides its own. */
export const denials = { 400: Problem, 401: Problem, 403: Problem, 422: Problem, 503: Problem, ...publicDenials }

/** The part of a request's context that a refusal is written into. */
export type Answering = { requestId: string; set: { headers: Record<string, string | number | undefined> } }

type StatusOf<Code extends ProblemCode> = (typeof PROBLEMS)[Code]['status']

const CONTENT_TYPE = 'application/problem+json'

/** Refuses a request, as problem+json. The detail is ours alone: it never repeats what was sent. */
export function refuseRequest<Code extends ProblemCode>(to: Answering, code: Code, detail: string, errors?: Fault[]) {
  const known: StatusOf<Code> = PROBLEMS[code].status
  to.set.headers['content-type'] = CONTENT_TYPE
  return status(known, { ...problem(code, detail, to.requestId), ...(errors && { errors }) })
}

const problem = (code: ProblemCode, detail: string, requestId: string): Problem => ({
  type: `urn:vestimlib:problem:${code}`,
  ...PROBLEMS[code],
  code,
  detail,
  requestId,
})

/** Returns the response of last resort, for when the error handler itself fails. Without it Bun would show a page with our source. */
export function lastResort(requestId: string): Response {
  const body = problem('internal_error', 'This is a fault of the service, not of the request.', requestId)
  return Response.json(body, { status: body.status, headers: { 'content-type': CONTENT_TYPE } })
}
