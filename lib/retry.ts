const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000
const TOO_MANY_REQUESTS = 429
/** Statuses below 500 that are retryable: Request Timeout and Too Early. */
const RETRYABLE = new Set([408, 425])

/** The outcome of one try. `retryable`: another try may succeed. `retryAfterMs`: the least pause before it. */
export type TryOutcome = { ok: true } | { ok: false; retryable: boolean; retryAfterMs?: number | undefined }

/** Limits of retrying: number of tries, and pauses between them. */
export type RetryOptions = {
  sleep: (ms: number) => Promise<void>
  /** Most tries, the first one included. */
  tries: number
  /** Added to every back-off. (Default: 0) */
  spacingMs?: number
  /** Longest pause, in ms: before a longer one it gives up. (Default: no limit) */
  maxPauseMs?: number
}

/**
 * The last outcome and the number of tries. `refusedPauseMs`: the pause that would have been longer than `maxPauseMs`, if that
 * is why it gave up.
 */
export type RetryResult<T extends TryOutcome> = { outcome: T; tries: number; refusedPauseMs?: number }

/**
 * Calls `attempt` until it succeeds, fails with a fault that is not retryable, has used up its tries, or would have to
 * wait longer than `maxPauseMs`.
 *
 * The pause is that of `backOffMs`, or `retryAfterMs` of the outcome if that is longer. An error that `attempt` throws is passed on.
 */
export async function retry<T extends TryOutcome>(
  attempt: () => Promise<T>,
  { sleep, tries, spacingMs = 0, maxPauseMs = Number.POSITIVE_INFINITY }: RetryOptions,
): Promise<RetryResult<T>> {
  for (let made = 1; ; made++) {
    const outcome = await attempt()
    if (outcome.ok || !outcome.retryable || made >= tries) return { outcome, tries: made }
    const pauseMs = Math.max(outcome.retryAfterMs ?? 0, spacingMs + backOffMs(made))
    if (pauseMs > maxPauseMs) return { outcome, tries: made, refusedPauseMs: pauseMs }
    await sleep(pauseMs)
  }
}

/**
 * Returns the pause after failure number `failures` (from 1), in ms: 2 s, doubled each time, at most 60 s. Its second half
 * is random, so that many callers do not return at the same moment.
 */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
  return Math.round(whole / 2 + (whole / 2) * random())
}

/**
 * Returns how long a `Retry-After` header asks to wait, in ms from `now`; `undefined` if it is absent or malformed.
 *
 * @see RFC 9110, section 10.2.3: whole seconds or an HTTP date
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  // Without the time zone, Date.parse takes almost any text for a date.
  const at = header.trim().endsWith('GMT') ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** A request that failed, with the fault in words for a message. `status`: that of its response, if there was one. */
export type FailedResponse = {
  ok: false
  fault: string
  retryable: boolean
  retryAfterMs?: number | undefined
  status?: number
}

/** Statuses, in addition to 429, that mean a rate limit, and the least pause in ms if the response has no `Retry-After`. */
export type Throttling = { throttle: readonly number[]; throttledMs: number }

/** Returns the failed request for a response without data. Retryable are the statuses 408, 425, 429, 5xx and those of `throttle`. */
export function failedResponse(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { throttle, throttledMs }: Throttling,
  now: number,
): FailedResponse {
  const isThrottled = status === TOO_MANY_REQUESTS || throttle.includes(status)
  return {
    ok: false,
    fault: `it answered with status ${status}`,
    retryable: isThrottled || status >= 500 || RETRYABLE.has(status),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), now) ?? (isThrottled ? throttledMs : undefined),
    status,
  }
}
