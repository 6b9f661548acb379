import { Failure } from '#lib/errors'
import type { Clock } from '#seed/source'
import { type Answer, interpret, readCapped, refusal } from './answer'
import { backOffMs } from './retry'
import { createSpacing } from './spacing'

/** What is asked of an API: names and values of the query string. */
export type Query = Record<string, string | number>

/** One foreign API: asks for a path below its base address and answers with the JSON that stands there. */
export type Api = { get: (path: string, query: Query) => Promise<unknown> }

export type ApiOptions = {
  /** Its name for people; stands in messages in place of the address. */
  name: string
  baseUrl: string
  clock: Clock
  /** At most one request per so many ms, retries and redirects included. */
  spacingMs: number
  /** Statuses besides 429 by which this API says "too fast". */
  throttle?: readonly number[]
  headers?: Record<string, string>
  /** Time for one request from its start to the last byte of its answer (default 60 s). */
  timeoutMs?: number
  /** Longest answer (default 32 MiB). */
  maxBytes?: number
  /** Requests for one answer before giving up (default 6). */
  tries?: number
}

type Ready = Required<ApiOptions> & { turn: () => Promise<void> }

const DEFAULTS = { throttle: [], headers: {}, timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024, tries: 6 }
const MAX_REDIRECTS = 3
/** A run does not sit still for longer than this; it ends, and is resumed later. */
const LONGEST_WAIT_MS = 15 * 60_000

/**
 * The one way to ask a foreign API: spaced, bounded in time and size, and patient with passing faults.
 *
 * `get` throws {Failure} `source_unavailable` once the API has failed for good. No message holds an address, a query or a header.
 */
export function createApi(options: ApiOptions): Api {
  const api: Ready = { ...DEFAULTS, ...options, turn: createSpacing(options.clock, options.spacingMs) }
  return { get: (path, query) => persist(api, address(api.baseUrl, path, query)) }
}

function address(baseUrl: string, path: string, query: Query): URL {
  const url = new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  return url
}

/** Tries until there is an answer, the fault is a lasting one, or the tries are used up. */
async function persist(api: Ready, url: URL): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(api, url)
    if (answer.ok) return answer.json
    if (!answer.again) throw unavailable(api, answer.fault)
    if (attempt >= api.tries) throw unavailable(api, `${answer.fault}, ${attempt} times over`)
    // Longer than the ordinary spacing, which was too short for who answers "too fast".
    const waitMs = Math.max(answer.afterMs ?? 0, api.spacingMs + backOffMs(attempt))
    if (waitMs > LONGEST_WAIT_MS) throw unavailable(api, `it asks to wait ${Math.ceil(waitMs / 60_000)} minutes`)
    await api.clock.sleep(waitMs)
  }
}

/** One request and the redirects it leads to, within its host. */
async function ask(api: Ready, start: URL): Promise<Answer> {
  let url = start
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const answer = await request(api, url)
    if (!(answer instanceof URL)) return answer
    if (!isSameHost(url, answer)) return { ok: false, fault: 'it redirects to another host', again: false }
    url = answer
  }
  return { ok: false, fault: 'it redirects in circles', again: false }
}

/** A key in a query must not travel to a stranger, nor in the clear. */
const isSameHost = (from: URL, to: URL): boolean =>
  from.host === to.host && (from.protocol === to.protocol || to.protocol === 'https:')

async function request(api: Ready, url: URL): Promise<Answer | URL> {
  await api.turn()
  try {
    const signal = AbortSignal.timeout(api.timeoutMs)
    const response = await fetch(url, { headers: api.headers, redirect: 'manual', signal })
    return await read(api, url, response)
  } catch (error) {
    return { ok: false, fault: faultOf(error), again: true }
  }
}

async function read(api: Ready, url: URL, response: Response): Promise<Answer | URL> {
  const location = response.headers.get('location')
  if (response.ok) {
    const text = await readCapped(response, api.maxBytes)
    return text === undefined ? { ok: false, fault: 'its answer is too long', again: false } : interpret(text)
  }
  await response.body?.cancel()
  return location && response.status < 400 ? new URL(location, url) : refusal(response, api.throttle, api.clock.now())
}

/** What the runtime says of a failed request may hold the address: only its kind is passed on. */
const faultOf = (error: unknown): string =>
  error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'it could not be reached'

const unavailable = (api: Ready, fault: string): Failure =>
  new Failure(
    'source_unavailable',
    `${api.name} gave no data: ${fault}. Run the same command again later; it goes on where it stopped.`,
  )
