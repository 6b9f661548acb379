const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

/**
 * How long a `Retry-After` header asks to wait, in ms from `now`; `undefined` when it is absent or says nothing.
 *
 * @see RFC 9110, section 10.2.3: whole seconds or an HTTP date
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  // Without the zone, Date.parse takes almost anything for a date.
  const at = header.trim().endsWith('GMT') ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** The pause before try `attempt` + 1 (from 1): doubling, of which a random half, so that many callers do not come back at once. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1))
  return Math.round(whole / 2 + (whole / 2) * random())
}
