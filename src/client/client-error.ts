import type { PROBLEMS, ProblemCode, Problem as ProblemDocument } from '#src/http/problem'

/** Codes of problems by their HTTP status. */
export type ProblemCodes = {
  [Status in (typeof PROBLEMS)[ProblemCode]['status']]: {
    [Code in ProblemCode]: (typeof PROBLEMS)[Code]['status'] extends Status ? Code : never
  }[ProblemCode]
}

/**
 * Body of an answer that refuses a request: problem details (RFC 9457). A newer service may send a `code` that this
 * version of the client does not list.
 */
export type ProblemOf<Status extends keyof ProblemCodes = keyof ProblemCodes> = {
  [Member in keyof ProblemDocument]: Member extends 'code'
    ? ProblemCodes[Status]
    : Member extends 'status'
      ? Status
      : ProblemDocument[Member]
}

/**
 * Reason why there is no answer of the service:
 * - `network`: there was no connection (the name is unknown, the connection was refused or lost, or TLS failed);
 * - `timeout`: the answer took too long;
 * - `aborted`: the signal of the request was aborted;
 * - `incomplete`: the answer ended before it was complete;
 * - `foreign`: something other than the service answered, such as a proxy with a page of its own;
 * - `token`: the function `token` of the options failed, or the request for the next access token.
 */
export type UnreachableReason = 'network' | 'timeout' | 'aborted' | 'incomplete' | 'foreign' | 'token'

/** Description of a request without an answer of the service. `httpStatus`: that of a foreign answer. */
export type Unreachable = {
  code: 'unreachable'
  reason: UnreachableReason
  detail: string
  httpStatus?: number
}

/**
 * Error of a request. `status` is the HTTP status and `value` the problem; without an answer of the service `status` is 0,
 * `value` says why, and `cause` is the original error.
 */
export class ClientError extends Error {
  override readonly name = 'ClientError'
  readonly status: number
  readonly value: ProblemOf | Unreachable

  constructor(status: number, value: ProblemOf | Unreachable, cause?: unknown) {
    super(`${value.code}: ${value.detail}`, { cause })
    this.status = status
    this.value = value
  }
}

const DETAILS: Readonly<Record<UnreachableReason, string>> = {
  network: 'The service cannot be reached: check the URL, the network and that the service runs.',
  timeout: 'The service did not answer in time: try again, or allow more time with `timeoutMs`.',
  aborted: 'The signal of the request was aborted.',
  incomplete: 'The answer ended before it was complete: try again.',
  foreign: 'Something other than VestimLib answered, such as a proxy: check the URL.',
  token: 'No access token could be had: see `cause`.',
}

/** Returns the error of a request without an answer of the service. */
export const unreachable = (reason: UnreachableReason, cause?: unknown, httpStatus?: number): ClientError =>
  new ClientError(
    0,
    { code: 'unreachable', reason, detail: DETAILS[reason], ...(httpStatus !== undefined && { httpStatus }) },
    cause,
  )
