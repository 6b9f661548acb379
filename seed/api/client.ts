import { Failure } from '#lib/errors'
import type { ApiStore, ResponseArchive } from '#seed/contract/api-store'
import type { Clock } from '#seed/contract/clock'
import type { Quota } from './quota'
import { createRateLimit } from './rate-limit'
import { redactKeys, redactPersonal } from './redact'
import { type ApiRequest, type Query, requestName, type Sending, send } from './request'
import type { ApiResponse, JudgeResponse } from './response'
import { backOffMs } from './retry'

/** One foreign API: every answer is archived before it is passed on, and none is asked for twice in one run. */
export type Api = {
  /** The JSON that stands there. @throws {Failure} `source_unavailable` once the API has failed for good */
  get: (path: string, query: Query) => Promise<unknown>
  /** The JSON that stands there, or the fault once it has failed for good. */
  ask: (request: ApiRequest) => Promise<RequestOutcome>
}

/** What asking came to in the end; `status` is that of the last answer, if there was one. */
export type RequestOutcome = { ok: true; json: unknown } | Fault

type Fault = { ok: false; fault: string; status?: number }

export type ApiOptions = {
  /** Its name for people; stands in messages in place of the address. */
  title: string
  baseUrl: string
  clock: Clock
  store: ApiStore
  archive: ResponseArchive
  /** Retries and redirects count too. */
  quota: Quota
  /** What a request is counted for, where that is not everybody's. */
  key?: string
  /** The key, where it travels in the query. */
  secret?: Query
  /** The headers that carry a token, minted `anew` after the API said once that it is none of its own. */
  authorise?: (anew: boolean) => Promise<Record<string, string>>
  /** Statuses besides 429 by which this API says "too fast". */
  throttle?: readonly number[]
  /** The least pause after it said so without naming one. */
  throttledMs?: number
  /** What an answer means where its status does not tell. */
  judge?: JudgeResponse
  headers?: Record<string, string>
  /** Members of its answers that hold personal data nobody needs. */
  personal?: readonly string[]
  /** Time for one request from its start to the last byte of its answer (default 60 s). */
  timeoutMs?: number
  /** Longest answer (default 32 MiB). */
  maxBytes?: number
  /** Requests for one answer before giving up (default 6). */
  tries?: number
}

type Ready = Sending &
  Pick<ApiOptions, 'title' | 'clock' | 'archive' | 'quota' | 'authorise'> &
  Required<Pick<ApiOptions, 'personal' | 'tries'>>

/** A run does not sit still for longer than this; it ends, and is resumed later. */
const LONGEST_WAIT_MS = 15 * 60_000
const UNAUTHORISED = 401

/**
 * The one way to ask a foreign API: within its quota, bounded in time and size, and patient with passing faults.
 *
 * No message holds an address, a query or a header. Beside faults of the API, the budget being used up is a {Failure}
 * `source_unavailable`.
 */
export function createApi(options: ApiOptions): Api {
  const api = ready(options)
  const ask = async (request: ApiRequest): Promise<RequestOutcome> => {
    const name = requestName(request)
    const known = await api.archive.find(name)
    if (known !== undefined) return { ok: true, json: JSON.parse(known) }
    const answer = await persist(api, request)
    if (!answer.ok) return answer
    const text = redactPersonal(redactKeys(answer.text, Object.values(api.secret)), api.personal)
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

const ready = ({ clock, store, title, quota, key, ...rest }: ApiOptions): Ready => ({
  headers: {},
  secret: {},
  throttle: [],
  throttledMs: 0,
  judge: () => undefined,
  personal: [],
  timeoutMs: 60_000,
  maxBytes: 32 * 1024 * 1024,
  tries: 6,
  ...rest,
  title,
  clock,
  quota,
  now: clock.now,
  turn: createRateLimit({ title, clock, quota, key, store }),
})

type Persisted = { ok: true; text: string } | Fault

/** Tries until there is an answer, the fault is a lasting one, or the tries are used up. */
async function persist(api: Ready, request: ApiRequest): Promise<Persisted> {
  for (let attempt = 1; ; attempt++) {
    const answer = await authorised(api, request)
    if (answer.ok || !answer.again) return answer
    if (attempt >= api.tries) return { ...answer, fault: `${answer.fault}, ${attempt} times over` }
    // Longer than the ordinary spacing, which was too short for who answers "too fast".
    const waitMs = Math.max(answer.afterMs ?? 0, api.quota.spacingMs + backOffMs(attempt))
    if (waitMs > LONGEST_WAIT_MS) return { ...answer, fault: `it asks to wait ${Math.ceil(waitMs / 60_000)} minutes` }
    await api.clock.sleep(waitMs)
  }
}

/** The answer to a request; one that is refused for its token is made once more with a new one. */
async function authorised(api: Ready, request: ApiRequest): Promise<ApiResponse> {
  const { authorise } = api
  if (!authorise) return send(api, request, {})
  const answer = await sendAs(api, request, await authorise(false))
  if (answer.ok || answer.status !== UNAUTHORISED) return answer
  return sendAs(api, request, await authorise(true))
}

/** Sends with the headers of a token, which is blanked wherever the answer repeats it. */
async function sendAs(api: Ready, request: ApiRequest, headers: Record<string, string>): Promise<ApiResponse> {
  const answer = await send(api, request, headers)
  const token = headers.authorization?.replace(/^Bearer /i, '') ?? ''
  return answer.ok ? { ok: true, text: redactKeys(answer.text, [token]) } : answer
}

/** What is thrown once an API has failed for good. */
export const unavailable = (title: string, fault: string): Failure =>
  new Failure(
    'source_unavailable',
    `${title} gave no data: ${fault}. Run the same command again later; it goes on where it stopped.`,
  )
