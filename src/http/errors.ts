import { Elysia, type ValidationError } from 'elysia'
import { Failure, messageOf } from '#lib/errors'
import { errorCode, isUnavailable, rootCause } from '#lib/unavailable'
import type { LogFault } from './log'
import { createAllowed, type Listed } from './methods'
import { type Answering, type Fault, PROBLEM_OF_FAILURE, type ProblemCode, refuseRequest } from './problem'
import { access } from './scope'

const UNKNOWN_PARAMETER = 42

export type ErrorOptions = { log: LogFault; routes: () => readonly Listed[] }

/** Turns everything thrown into a problem. Registered first at the root: what stands before it would not be covered. */
export function errors({ log, routes }: ErrorOptions) {
  const allowed = createAllowed(routes)
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
      log({ requestId, ...described(code, error) })
      if (kind === 'unavailable') set.headers['retry-after'] = '5'
      return refuseRequest(answering, kind, detailOf(kind))
    })
}

function refuseRoute(context: Answering, methods: readonly string[]) {
  if (methods.length === 0)
    return refuseRequest(context, 'no_such_route', 'Nothing answers here: /swagger lists every address.')
  context.set.headers.allow = methods.join(', ')
  return refuseRequest(context, 'method_not_allowed', `This address answers ${methods.join(', ')}.`)
}

function problemCodeOf(error: unknown): ProblemCode {
  const root = rootCause(error)
  if (root instanceof Failure) return PROBLEM_OF_FAILURE[root.code]
  return isUnavailable(root) ? 'unavailable' : 'internal_error'
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
  unavailable: 'The store behind the service does not answer: try again in a few seconds.',
  upstream_failed: 'A service behind this one failed: try again later.',
  run_active: 'A run of this source is active: wait until it has ended.',
}

const detailOf = (kind: ProblemCode) =>
  DETAILS[kind] ?? 'This is a fault of the service, not of the request. Its log knows more under the request id.'

function described(code: string | number, error: unknown) {
  if (code === 'VALIDATION')
    return { code: 'response_shape', name: 'ValidationError', message: 'a response had not its declared shape' }
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
  const part = error.type === 'params' ? 'address' : error.type
  const advice = `The ${part} is not what this address takes`
  return known.length > 0 ? `${advice}. It takes: ${known.join(', ')}.` : `${advice}: it takes nothing here.`
}

/** What is wrong, in our words alone: the name of an unknown parameter is input and is not repeated. */
function faultsOf(error: Refused): Fault[] {
  const known = propertiesOf(error)
  const faults = new Map<string, Fault>()
  for (const issue of error.all as { path?: string; type?: number }[]) {
    // safe: each is an error of TypeBox
    const [name = ''] = (issue.path ?? '').slice(1).split('/')
    const described = known[name]
    const isKnown = described !== undefined && issue.type !== UNKNOWN_PARAMETER
    const expected = isKnown ? (described.description ?? 'another value') : 'nothing: this is not known here'
    faults.set(isKnown ? name : '', { in: error.type, name: isKnown ? name : null, expected })
  }
  return [...faults.values()]
}
