import { retry, retryAfterMs } from '#lib/retry'
import { type Access, createAccess } from './access'
import { type UnreachableReason, unreachable } from './client-error'
import { orAborted, startDeadline, waitFor } from './deadline'
import type { ClientOptions, RequestOptions } from './options'
import { isRead } from './reads'

const TIMEOUT_MS = 30_000
const TRIES = 3
/** Longest pause between two tries: a response that asks for a longer one is returned as it is. */
const LONGEST_PAUSE_MS = 60_000
const RETRIED: ReadonlySet<number> = new Set([429, 503])
const FIRST_ERROR = 400
const UNAUTHENTICATED = 401
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i
const PROBLEM_TYPE = /^application\/problem\+json\b/i
const PAGE_TYPE = /^text\/html\b/i

/** Sends a request and returns the answer of the service. */
export type Send = (url: string, init: RequestOptions) => Promise<Response>

/**
 * Returns the function that sends the requests of a client: with its token, within its time limit, and again if a read is
 * answered with 429 or 503.
 *
 * The function throws a `ClientError` if it gets no answer of the service.
 */
export function createSend(base: string, options: ClientOptions): Send {
  const access = createAccess(base, options, options.fetch ?? fetch)
  return async (url, init) => {
    const { outcome } = await retry(() => trySending(url, init, { options, access }), {
      sleep: (ms) => waitFor(ms, init.signal),
      tries: isRead(init.method ?? 'GET', url) ? (options.tries ?? TRIES) : 1,
      maxPauseMs: LONGEST_PAUSE_MS,
    })
    if (isForeign(outcome.response)) throw unreachable('foreign', undefined, outcome.response.status)
    return outcome.response
  }
}

type Sender = { options: ClientOptions; access: Access }

type Try = { response: Response } & ({ ok: true } | { ok: false; retryable: true; retryAfterMs: number | undefined })

async function trySending(url: string, init: RequestOptions, sender: Sender): Promise<Try> {
  const response = await sendSigned(url, init, sender)
  if (!RETRIED.has(response.status)) return { ok: true, response }
  const wanted = retryAfterMs(response.headers.get('retry-after'), Date.now())
  return { ok: false, retryable: true, retryAfterMs: wanted, response }
}

/** Sends a request, and once more with another access token if the service refuses the one that it had: nothing was done then. */
async function sendSigned(url: string, init: RequestOptions, sender: Sender): Promise<Response> {
  const headers = new Headers(init.headers)
  const response = await sendOnce(url, { ...init, headers }, sender)
  const isRefused = response.status === UNAUTHENTICATED && sender.access.forget(headers)
  return isRefused ? sendOnce(url, { ...init, headers: new Headers(init.headers) }, sender) : response
}

type Prepared = RequestOptions & { headers: Headers }

/** Sends a request once, with all that it takes inside its time limit: the token, the answer and a short body. */
async function sendOnce(url: string, init: Prepared, { options, access }: Sender): Promise<Response> {
  const { timeoutMs = options.timeoutMs ?? TIMEOUT_MS, signal: caller, ...rest } = init
  const { signal, lift, end } = startDeadline(caller, timeoutMs)
  const send = options.fetch ?? fetch
  let fault: UnreachableReason = 'token'
  try {
    return await orAborted(signal, async () => {
      const refusal = await access.sign(init.headers)
      fault = 'network'
      const response = refusal ?? (await send(url, { ...rest, signal }))
      fault = 'incomplete'
      if (isShort(response)) return readWhole(response).finally(end)
      lift()
      return response
    })
  } catch (cause) {
    end()
    throw unreachable(endOf(signal) ?? fault, cause)
  }
}

/** Returns why a signal ended a request; `undefined` if it did not. */
function endOf({ aborted, reason }: AbortSignal): UnreachableReason | undefined {
  if (!aborted) return undefined
  return reason instanceof Error && reason.name === 'TimeoutError' ? 'timeout' : 'aborted'
}

const typeOf = ({ headers }: Response): string => headers.get('content-type') ?? ''

/** True if a body is read at once, within the time limit. Other bodies may be streams without an end. */
const isShort = (response: Response): boolean => response.status >= FIRST_ERROR || JSON_TYPE.test(typeOf(response))

/** Returns a response with the same content whose body has arrived. */
async function readWhole(response: Response): Promise<Response> {
  const text = await response.text()
  const whole = new Response(text === '' ? null : text, response)
  return Object.defineProperty(whole, 'url', { value: response.url })
}

/** True if a response cannot come from the service, which sends no pages, and problems or JSON with a request id as errors. */
function isForeign(response: Response): boolean {
  const type = typeOf(response)
  if (response.status < FIRST_ERROR) return PAGE_TYPE.test(type)
  return !PROBLEM_TYPE.test(type) && !(JSON_TYPE.test(type) && response.headers.has('x-request-id'))
}
