import { ClientError, type ProblemCodes, type ProblemOf, type Unreachable, unreachable } from './client-error'

/** Error of a request that got an answer with this status. A redirect or "not modified" is no problem: it has no value. */
export type AnswerError<Status extends number> = Status extends keyof ProblemCodes
  ? ClientError & { status: Status; value: ProblemOf<Status> }
  : { status: Status; value: undefined }

/** Result of a request: the data, or the error with one of the statuses, or status 0 if there was no answer of the service. */
export type Result<Data, Status extends number> =
  | { data: Data; error: null; status: number; headers: Headers; response: Response }
  | { data: null; error: AnswerError<Status>; status: number; headers: Headers; response: Response }
  | {
      data: null
      error: ClientError & { status: 0; value: Unreachable }
      status: 0
      headers: Headers
      response: undefined
    }

/** Outcome of a request as Eden gives it. Without a response `error.value` is what was thrown. */
export type EdenOutcome = {
  data: unknown
  error: { status: number; value: unknown } | null
  response: Response | undefined
}

/** Result of any request. */
export type AnyResult = {
  data: unknown
  error: ClientError | { status: number; value: undefined } | null
  status: number
  headers: Headers
  response: Response | undefined
}

/** Returns the result of a request. */
export function toResult({ data, error, response }: EdenOutcome): AnyResult {
  if (!response) return unanswered(error?.value)
  const { status, headers } = response
  if (!error) return { data, error: null, status, headers, response }
  if (isProblem(error.value))
    return { data: null, error: new ClientError(status, error.value), status, headers, response }
  return status < 400
    ? { data: null, error: { status, value: undefined }, status, headers, response }
    : unanswered(unreachable('foreign', undefined, status))
}

/** Returns the result of a request whose answer could not be read. */
export const toUnread = (cause: unknown): AnyResult =>
  unanswered(unreachable(cause instanceof SyntaxError ? 'foreign' : 'incomplete', cause))

function unanswered(thrown: unknown): AnyResult {
  const error = thrown instanceof ClientError ? thrown : unreachable('network', thrown)
  return { data: null, error, status: 0, headers: new Headers(), response: undefined }
}

const isProblem = (value: unknown): value is ProblemOf =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

/** Returns the data of a result. @throws {ClientError} if it has an error instead */
export function dataOf(result: AnyResult | undefined): unknown {
  if (result?.error === null) return result.data
  throw result?.error instanceof ClientError ? result.error : unreachable('foreign', undefined, result?.status)
}
