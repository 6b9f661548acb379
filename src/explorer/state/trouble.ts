/** A request that did not work: the code of its problem, `offline` if nothing answered, and the texts of the service. */
export type Trouble = {
  code: string
  status: number
  detail?: string
  requestId?: string
  /** Seconds after which the service wants to be asked again. */
  retryAfter?: number
}

/** Result of a request. */
export type Outcome<T> = { data: T; trouble?: undefined } | { data?: undefined; trouble: Trouble }

/** Nothing has answered. */
export const OFFLINE: Trouble = { code: 'offline', status: 0 }

type Answered = { data: unknown; error: { status: unknown; value: unknown } | null; headers?: unknown }

/** Returns the result of a call of the typed client. */
export async function outcomeOf<A extends Answered>(call: Promise<A>): Promise<Outcome<NonNullable<A['data']>>> {
  // A connection that breaks while the body arrives, and a request that is given up then, reject the call.
  const answered = await call.catch(() => undefined)
  if (!answered) return { trouble: OFFLINE }
  const { data, error, headers } = answered
  if (!error) return { data: data as NonNullable<A['data']> } // safe: without an error there is data
  return { trouble: troubleOf(Number(error.status), error.value, headers) }
}

function troubleOf(status: number, value: unknown, headers: unknown): Trouble {
  // Nothing has answered: the typed client hands on the error of the browser, as a 503 without headers.
  if (!headers) return OFFLINE
  const { code = 'internal_error', detail, requestId } = (value ?? {}) as Partial<Trouble> // safe: each member is optional
  const wait = Number(new Headers(headers as HeadersInit).get('retry-after') ?? Number.NaN) // safe: the headers of a response
  return {
    code,
    status,
    ...(detail !== undefined && { detail }),
    ...(requestId !== undefined && { requestId }),
    ...(wait > 0 && { retryAfter: wait }),
  }
}
