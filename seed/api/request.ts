import { failedResponse } from '#lib/retry'
import { sha256 } from '#seed/input/fingerprint'
import { type ApiResponse, interpret, type JudgeResponse, readCapped } from './response'

/** Names and values of the query string. */
export type Query = Record<string, string | number>

/** One request below the base address of an API: a POST if it has a body, else a GET. */
export type ApiRequest = { path: string; query?: Query; body?: string; contentType?: string }

/** Settings for the requests of one API. */
export type Sending = {
  baseUrl: string
  headers: Record<string, string>
  /** Key that is sent in the query string; never in the archive or a message. */
  secret: Query
  throttle: readonly number[]
  throttledMs: number
  judge: JudgeResponse
  timeoutMs: number
  maxBytes: number
  /** Resolves when the rate limit allows a request. */
  acquire: () => Promise<void>
  now: () => number
}

const MAX_REDIRECTS = 3
/** Most bytes read of an error response: enough for `judge` to recognise it. */
const MAX_ERROR_BYTES = 64 * 1024

/** Returns the name of a request in the archive: path and query without the key, and a hash of the body. */
export function requestName({ path, query = {}, body }: ApiRequest): string {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const posted = body === undefined ? '' : ` ${sha256(body).slice(0, 32)}`
  return `${path}${search.size > 0 ? `?${search}` : ''}${posted}`
}

/** Sends one request and follows at most 3 redirects within its host; each counts against the rate limit. */
export async function send(
  sending: Sending,
  request: ApiRequest,
  headers: Record<string, string>,
): Promise<ApiResponse> {
  let url = addressOf(sending, request)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    await sending.acquire()
    const response = await sendOnce(sending, url, request, headers)
    if (!(response instanceof URL)) return response
    if (!isSameHost(url, response)) return { ok: false, fault: 'it redirects to another host', retryable: false }
    url = response
  }
  return { ok: false, fault: `it redirects more than ${MAX_REDIRECTS} times`, retryable: false }
}

function addressOf({ baseUrl, secret }: Sending, { path, query }: ApiRequest): URL {
  const url = new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  for (const [name, value] of Object.entries({ ...query, ...secret })) url.searchParams.set(name, String(value))
  return url
}

/** True if a redirect may carry a key in the query: same host, and not from https to http. */
const isSameHost = (from: URL, to: URL): boolean =>
  from.host === to.host && (from.protocol === to.protocol || to.protocol === 'https:')

async function sendOnce(
  sending: Sending,
  url: URL,
  { body, contentType = 'text/plain' }: ApiRequest,
  headers: Record<string, string>,
): Promise<ApiResponse | URL> {
  const posted = body === undefined ? {} : { method: 'POST', body }
  const type = body === undefined ? {} : { 'content-type': contentType }
  try {
    const response = await fetch(url, {
      ...posted,
      headers: { ...sending.headers, ...type, ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(sending.timeoutMs),
    })
    return await read(sending, url, response)
  } catch (error) {
    return { ok: false, fault: faultOf(error), retryable: true }
  }
}

async function read(sending: Sending, url: URL, response: Response): Promise<ApiResponse | URL> {
  const { status, headers } = response
  const location = headers.get('location')
  if (location && status >= 300 && status < 400) {
    await response.body?.cancel()
    return new URL(location, url)
  }
  const text = await readCapped(response, response.ok ? sending.maxBytes : MAX_ERROR_BYTES)
  if (response.ok && text === undefined) return { ok: false, fault: 'its answer is too long', retryable: false, status }
  const judged = sending.judge(status, text ?? '')
  if (judged) return { ok: false, ...judged, status }
  if (!response.ok) return failedResponse(response, sending, sending.now())
  const interpreted = interpret(text ?? '')
  return interpreted.ok ? interpreted : { ...interpreted, status }
}

/** Returns the kind of a failed request only: the runtime's message may contain the address. */
const faultOf = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'it could not be reached'
