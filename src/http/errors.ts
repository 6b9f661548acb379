import { Elysia, type ValidationError } from 'elysia'
import { Failure, messageOf } from '#lib/errors'
import { createThrottle } from '#lib/throttle'
import { errorCode, isUnavailable, rootCause } from '#lib/unavailable'
import type { Log } from './log'
import { createAllowed, type Listed } from './methods'
import {
  type Fault,
  lastResort,
  PROBLEM_OF_FAILURE,
  type ProblemCode,
  type RefusalContext,
  refuseRequest,
} from './problem'
import { access } from './scope'

/** `ValueErrorType.ObjectAdditionalProperties` of TypeBox: a name that the schema does not have. */
const ADDITIONAL_PROPERTY = 42
/** A store that is away fails every request. */
const UNAVAILABLE_INTERVAL_MS = 60_000

export type ErrorOptions = { log: Log; routes: () => readonly Listed[] }

/**
 * Returns the error handler, which turns everything thrown into a problem. It must be registered first at the root,
 * because it covers only what is registered after it.
 */
export function errors({ log, routes }: ErrorOptions) {
  const allowed = createAllowed(routes)
  const report = createReport(log)
  return new Elysia({ name: 'vestim.errors' })
    .use(access)
    .onError({ as: 'global' }, ({ code, error, path, requestId, set }) => {
      const answering = { requestId, set }
      if (code === 'NOT_FOUND') return refuseRoute(answering, allowed(path))
      if (code === 'PARSE')
        return refuseRequest(answering, 'malformed_request', 'The body cannot be read: send valid JSON.')
      if (code === 'VALIDATION' && error.type !== 'response')
        return refuseRequest(answering, 'invalid_request', adviceOf(error), faultsOf(error))
      const kind = problemCodeOf(error)
      report(kind, requestId, described(code, error))
      if (kind === 'unavailable') set.headers['retry-after'] = '5'
      return refuseRequest(answering, kind, detailOf(kind))
    })
}

/** Returns a function that logs a fault; of `unavailable` one line per cause and minute. */
function createReport(log: Log) {
  const isDue = createThrottle(UNAVAILABLE_INTERVAL_MS)
  return (kind: ProblemCode, requestId: string, fault: ReturnType<typeof described>) => {
    if (kind !== 'unavailable' || isDue(`${fault.code} ${fault.message}`))
      log.error(fault.code, { requestId, ...fault })
  }
}

/** Returns the handler of errors that `errors` does not handle, such as `undefined` thrown by a route. */
export const createLastResort = (log: Log) => (error: unknown) => {
  const requestId = crypto.randomUUID()
  log.error('internal_error', { requestId, message: messageOf(rootCause(error)) })
  return lastResort(requestId)
}

function refuseRoute(context: RefusalContext, methods: readonly string[]) {
  if (methods.length === 0)
    return refuseRequest(context, 'no_such_route', 'No route has this path: /swagger lists every route.')
  context.set.headers.allow = methods.join(', ')
  return refuseRequest(context, 'method_not_allowed', `This route accepts ${methods.join(', ')}.`)
}

function problemCodeOf(error: unknown): ProblemCode {
  const root = rootCause(error)
  if (root instanceof Failure) return PROBLEM_OF_FAILURE[root.code]
  return isUnavailable(root) ? 'unavailable' : 'internal_error'
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
  unavailable: 'A store of the service cannot be reached: try again in a few seconds.',
  upstream_failed: 'A service that this one depends on failed: try again later.',
  run_active: 'A run of this source is active: wait until it has ended.',
}

const detailOf = (kind: ProblemCode) =>
  DETAILS[kind] ?? 'This is a fault of the service, not of the request. Its log has the cause under this request id.'

function described(code: string | number, error: unknown) {
  if (code === 'VALIDATION')
    return { code: 'response_shape', name: 'ValidationError', message: 'a response does not match its declared schema' }
  const root = rootCause(error)
  return {
    code: errorCode(root) || String(code),
    name: root instanceof Error ? root.name : typeof root,
    message: messageOf(root),
  }
}

type Refused = Pick<ValidationError, 'type' | 'validator' | 'all'>

type ObjectSchema = { properties?: Record<string, { description?: string }> }

const propertiesOf = (error: Refused) =>
  (error.validator as unknown as { schema?: ObjectSchema }).schema?.properties ?? {} // safe: the compiled validator keeps its schema

function adviceOf(error: Refused): string {
  const known = Object.keys(propertiesOf(error))
  const part = error.type === 'params' ? 'path' : error.type
  if (known.length === 0) return `The ${part} is invalid: this route accepts no parameters in it.`
  return `The ${part} is invalid. This route accepts: ${known.join(', ')}.`
}

/** Returns each invalid part of a request once. It never contains input; an unknown name is input too, so its `name` is null. */
function faultsOf(error: Refused): Fault[] {
  const known = propertiesOf(error)
  const faults = new Map<string, Fault>()
  for (const issue of error.all as { path?: string; type?: number }[]) {
    // safe: each is an error of TypeBox
    const [name = ''] = (issue.path ?? '').slice(1).split('/')
    const described = known[name]
    const isKnown = described !== undefined && issue.type !== ADDITIONAL_PROPERTY
    const expected = isKnown ? (described.description ?? 'another value') : 'nothing: this name is not known'
    faults.set(isKnown ? name : '', { in: error.type, name: isKnown ? name : null, expected })
  }
  return [...faults.values()]
}
