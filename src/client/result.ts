import { ClientError, type ProblemCodes, type ProblemOf, type Unreachable, unreachable } from './client-error'

/** Error of a request that was refused with one of these statuses: its value is the problem. */
export type RefusedBy<Status extends keyof ProblemCodes> = Status extends Status
  ? ClientError & { status: Status; value: ProblemOf<Status> }
  : never

/** Error of a request that got no answer of the service. */
export type NoAnswer = ClientError & { status: 0; value: Unreachable }

/**
 * Result of a request: the data, or an error. `Status` are the statuses of its problems, and `Other` are the answers that are neither
 * data nor a problem, such as 304.
 */
export type Result<Data, Status extends keyof ProblemCodes, Other = never> =
  | { data: Data; error: null; status: number; headers: Headers; response: Response }
  | { data: null; error: RefusedBy<Status> | Other; status: number; headers: Headers; response: Response }
  | { data: null; error: NoAnswer; status: 0; headers: Headers; response: undefined }

/** Outcome of a request as Eden gives it. Without a response `error.value` is what was thrown. */
export type EdenOutcome = {
  data: unknown
  error: { status: number; value: unknown } | null
  response: Response | undefined
}

/** Result of any request. */
export type AnyResult = {
  data: unknown
  error: ClientError | { status: number; value: unknown } | null
  status: number
  headers: Headers
  response: Response | undefined
}

/** Returns the result of a request. */
export function toResult({ data, error, response }: EdenOutcome): AnyResult {
  if (!response) return unanswered(error?.value)
  const { status, headers } = response
  if (!error) return { data, error: null, status, headers, response }
  const { value } = error
  if (isProblem(value)) return { data: null, error: new ClientError(status, value), status, headers, response }
  return { data: null, error: { status, value: value === '' ? undefined : value }, status, headers, response }
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

/**
 * Returns the page of a result. `Page` is the shape of the list.
 *
 * @throws {ClientError} if the result has an error, or its data is no page
 */
export function pageOf<Page extends { items: unknown[] }>(result: AnyResult | undefined): Page {
  if (result?.error instanceof ClientError) throw result.error
  const page = result?.data as Partial<Page> | null | undefined // safe: checked below
  if (!Array.isArray(page?.items)) throw unreachable('foreign', undefined, result?.status)
  return page as Page // safe: what has items is a page of the list that was asked for
}
