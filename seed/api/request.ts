import { sha256 } from '#seed/input/fingerprint'
import { type ApiResponse, failedResponse, interpret, type JudgeResponse, readCapped } from './response'

/** What is asked of an API: names and values of the query string. */
export type Query = Record<string, string | number>

/** One request below the base address of an API: a GET, or a POST where there is a body. */
export type ApiRequest = { path: string; query?: Query; body?: string; contentType?: string }

/** How requests of one API are sent. */
export type Sending = {
  baseUrl: string
  headers: Record<string, string>
  /** The key, where it travels in the query: it stands in no archive and no message. */
  secret: Query
  throttle: readonly number[]
  throttledMs: number
  judge: JudgeResponse
  timeoutMs: number
  maxBytes: number
  turn: () => Promise<void>
  now: () => number
}

const MAX_REDIRECTS = 3
/** Enough of an error's body to see what it says. */
const MAX_ERROR_BYTES = 64 * 1024

/** A request as the archive knows it: never with a key; what is posted is told by its hash. */
export function requestName({ path, query = {}, body }: ApiRequest): string {
  const asked = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const posted = body === undefined ? '' : ` ${sha256(body).slice(0, 32)}`
  return `${path}${asked.size > 0 ? `?${asked}` : ''}${posted}`
}

/** One request and the redirects it leads to, within its host; each takes a turn. */
export async function send(
  sending: Sending,
  request: ApiRequest,
  headers: Record<string, string>,
): Promise<ApiResponse> {
  let url = addressOf(sending, request)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    await sending.turn()
    const answer = await sendOnce(sending, url, request, headers)
    if (!(answer instanceof URL)) return answer
    if (!isSameHost(url, answer)) return { ok: false, fault: 'it redirects to another host', again: false }
    url = answer
  }
  return { ok: false, fault: 'it redirects in circles', again: false }
}

function addressOf({ baseUrl, secret }: Sending, { path, query }: ApiRequest): URL {
  const url = new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  for (const [name, value] of Object.entries({ ...query, ...secret })) url.searchParams.set(name, String(value))
  return url
}

/** A key in a query must not travel to a stranger, nor in the clear. */
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
    return { ok: false, fault: faultOf(error), again: true }
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
  if (response.ok && text === undefined) return { ok: false, fault: 'its answer is too long', again: false, status }
  const judged = sending.judge(status, text ?? '')
  if (judged) return { ok: false, ...judged, status }
  if (!response.ok) return failedResponse(response, sending, sending.now())
  const answer = interpret(text ?? '')
  return answer.ok ? answer : { ...answer, status }
}

/** What the runtime says of a failed request may hold the address: only its kind is passed on. */
const faultOf = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'it could not be reached'
