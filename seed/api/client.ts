import { Failure } from '#lib/errors'
import { retry } from '#lib/retry'
import type { ApiStore, ResponseArchive } from '#seed/contract/api-store'
import type { Clock } from '#seed/contract/clock'
import { minimisedResponse } from '#seed/minimise/content'
import type { Quota } from './quota'
import { createRateLimit } from './rate-limit'
import { redactKeys } from './redact'
import { type ApiRequest, type Query, requestName, type Sending, send } from './request'
import type { ApiResponse, JudgeResponse } from './response'

/**
 * Client of one external API. Every response is archived before it is returned; within a run, no request that has a response
 * is sent again.
 */
export type Api = {
  /** Returns the JSON of a response. @throws {Failure} `source_unavailable` after a lasting fault or the last try */
  get: (path: string, query: Query) => Promise<unknown>
  /** Returns the JSON of a response, or the fault if it is lasting or remains after the last try. */
  ask: (request: ApiRequest) => Promise<RequestOutcome>
}

/** The result of a request after all its tries; `status` is that of the last response, if there was one. */
export type RequestOutcome = { ok: true; json: unknown } | Fault

type Fault = { ok: false; fault: string; status?: number }

/** Options of `createApi`. */
export type ApiOptions = {
  /** Name for people, used in messages in place of the address. */
  title: string
  baseUrl: string
  clock: Clock
  store: ApiStore
  archive: ResponseArchive
  /** Limits of the API. Retries and redirects count as requests. */
  quota: Quota
  /** Key whose requests the quota counts, if each key has a quota of its own. */
  key?: string
  /** Key that is sent in the query string. */
  secret?: Query
  /** Returns the headers that carry a token. `renew` is true after the API refused the last one with status 401. */
  authorise?: (renew: boolean) => Promise<Record<string, string>>
  /** Statuses besides 429 by which this API refuses for its rate limit. */
  throttle?: readonly number[]
  /** Least pause after such a refusal without a Retry-After, in ms. (Default: 0) */
  throttledMs?: number
  /** Judges a response by more than its status. */
  judge?: JudgeResponse
  headers?: Record<string, string>
  /** Time for one request, from its start to the last byte of the response, in ms. (Default: 60,000) */
  timeoutMs?: number
  /** Longest response, in bytes. (Default: 32 MiB) */
  maxBytes?: number
  /** Most tries for one response. (Default: 6) */
  tries?: number
}

type PreparedApi = Sending &
  Pick<ApiOptions, 'title' | 'clock' | 'archive' | 'quota' | 'authorise'> &
  Required<Pick<ApiOptions, 'tries'>>

/** Longest pause before a retry. If the API asks for a longer one, the run ends, and a later run resumes it. */
const LONGEST_WAIT_MS = 15 * 60_000
const UNAUTHORISED = 401

/**
 * Creates a client for an external API: it keeps to the quota, limits time and size of a response, and retries passing faults.
 *
 * No message contains an address, a query or a header. `get` and `ask` throw {Failure} `source_unavailable` when the
 * budget is used up.
 */
export function createApi(options: ApiOptions): Api {
  const api = prepare(options)
  const ask = async (request: ApiRequest): Promise<RequestOutcome> => {
    const name = requestName(request)
    const archived = await api.archive.find(name)
    if (archived !== undefined) return { ok: true, json: JSON.parse(archived) }
    const response = await sendWithRetries(api, request)
    if (!response.ok) return response
    const text = minimisedResponse(redactKeys(response.text, Object.values(api.secret)))
    await api.archive.keep(name, text)
    return { ok: true, json: JSON.parse(text) }
  }
  return {
    ask,
    async get(path, query) {
      const outcome = await ask({ path, query })
      if (outcome.ok) return outcome.json
      throw unavailable(api.title, outcome.fault)
    },
  }
}

const prepare = ({ clock, store, title, quota, key, ...rest }: ApiOptions): PreparedApi => ({
  headers: {},
  secret: {},
  throttle: [],
  throttledMs: 0,
  judge: () => undefined,
  timeoutMs: 60_000,
  maxBytes: 32 * 1024 * 1024,
  tries: 6,
  ...rest,
  title,
  clock,
  quota,
  now: clock.now,
  acquire: createRateLimit({ title, clock, quota, key, store }),
})

/** Sends a request until there is a response, a lasting fault or no try left. */
async function sendWithRetries(api: PreparedApi, request: ApiRequest): Promise<{ ok: true; text: string } | Fault> {
  const { outcome, tries, refusedPauseMs } = await retry(() => sendAuthorised(api, request), {
    sleep: (ms) => api.clock.sleep(ms),
    tries: api.tries,
    // On top of the usual spacing, which was too short if the API refused for its rate limit.
    spacingMs: api.quota.spacingMs,
    maxPauseMs: LONGEST_WAIT_MS,
  })
  if (outcome.ok || !outcome.retryable) return outcome
  if (refusedPauseMs === undefined) return { ...outcome, fault: `${outcome.fault}, ${tries} times in a row` }
  return { ...outcome, fault: `it asks to wait ${Math.ceil(refusedPauseMs / 60_000)} minutes` }
}

/** Sends a request with the token of the API, if it needs one; once more with a new token if that one was refused. */
async function sendAuthorised(api: PreparedApi, request: ApiRequest): Promise<ApiResponse> {
  const { authorise } = api
  if (!authorise) return send(api, request, {})
  const response = await sendWithToken(api, request, await authorise(false))
  if (response.ok || response.status !== UNAUTHORISED) return response
  return sendWithToken(api, request, await authorise(true))
}

/** Sends a request with the headers of a token, and removes the token from the response. */
async function sendWithToken(
  api: PreparedApi,
  request: ApiRequest,
  headers: Record<string, string>,
): Promise<ApiResponse> {
  const response = await send(api, request, headers)
  const token = headers.authorization?.replace(/^Bearer /i, '') ?? ''
  return response.ok ? { ok: true, text: redactKeys(response.text, [token]) } : response
}

/** Returns the failure for an API that gave no response in the end. */
export const unavailable = (title: string, fault: string): Failure =>
  new Failure(
    'source_unavailable',
    `${title} gave no data: ${fault}. Run the same command again later; it goes on where it stopped.`,
  )
