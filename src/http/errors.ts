import { Elysia, ElysiaCustomStatusResponse, type TSchema, type ValidationError } from 'elysia'
import { createFaultLog, describeFault, failureOf } from './fault-log'
import { refuseInvalid } from './faults'
import type { Log } from './log'
import { lastResort, PROBLEM_OF_FAILURE, type ProblemCode, type RefusalContext, refuseRequest } from './problem'
import { access } from './scope'

/**
 * Returns the error handler, which turns everything thrown into a problem. It must be registered first at the root,
 * because it covers only what is registered after it.
 */
export function errors(log: Log) {
  const answerFault = createFaultAnswer(log)
  return new Elysia({ name: 'vestim.errors' })
    .use(access)
    .onError({ as: 'global' }, ({ code, error, requestId, set }) => {
      const answering = { requestId, set }
      // The gate routes only what its table knows. This is for a path that the router does not know after all.
      if (code === 'NOT_FOUND') return refuseRequest(answering, 'no_such_route', 'No route has this path.')
      const thrown = code === 'PARSE' ? error.cause : error
      if (thrown instanceof ElysiaCustomStatusResponse) return thrown
      if (code !== 'VALIDATION') return answerFault(answering, error, describeFault(error))
      return error.type === 'response'
        ? answerFault(answering, error, RESPONSE_FAULT)
        : refuseInvalid(answering, { in: error.type, schema: schemaOf(error), value: error.value })
    })
}

/** Returns a function that logs a fault and answers it. */
function createFaultAnswer(log: Log) {
  const logFault = createFaultLog(log)
  return (answering: RefusalContext, error: unknown, fault: ReturnType<typeof describeFault>) => {
    const kind = problemCodeOf(error)
    logFault(answering.requestId, fault)
    if (kind === 'unavailable') answering.set.headers['retry-after'] = '5'
    return refuseRequest(answering, kind, detailOf(kind))
  }
}

const schemaOf = ({ validator }: Pick<ValidationError, 'validator'>) =>
  (validator as unknown as { schema: TSchema }).schema // safe: the compiled validator keeps its schema

const RESPONSE_FAULT = {
  code: 'response_shape',
  name: 'ValidationError',
  message: 'a response does not match its declared schema',
}

/** Returns the handler of errors that `errors` does not handle, such as `undefined` thrown by a route. */
export function createLastResort(log: Log, publicUrl?: string) {
  const logFault = createFaultLog(log)
  return (error: unknown) => {
    const requestId = crypto.randomUUID()
    logFault(requestId, { ...describeFault(error), code: 'internal_error' })
    return lastResort(requestId, publicUrl)
  }
}

function problemCodeOf(error: unknown): ProblemCode {
  const failure = failureOf(error)
  return failure ? PROBLEM_OF_FAILURE[failure.code] : 'internal_error'
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
  unavailable: 'A store of the service cannot be reached or cannot do this at the moment: try again in a few seconds.',
  upstream_failed: 'A service that this one depends on failed: try again later.',
  run_active: 'A run of this source is active: wait until it has ended.',
}

const detailOf = (kind: ProblemCode) =>
  DETAILS[kind] ?? 'This is a fault of the service, not of the request. Its log has the cause under this request id.'
