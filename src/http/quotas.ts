import type { CallerQuota } from './limits'

const MOST_REMEMBERED = 10_000

/** Remains of a quota of one caller: requests, and the seconds until it is whole again. */
export type QuotaLeft = { isAllowed: boolean; requests: number; seconds: number }

/** Counts the requests of callers for quotas. */
export type Quotas = {
  /** Counts a request, unless nothing is left. */
  take: (caller: string, quota: CallerQuota) => QuotaLeft
  /** Takes back a request that was counted. */
  giveBack: (caller: string, quota: CallerQuota) => void
}

type Used = { requests: number; until: number }

/** Creates the counts of this process, in memory. `now` is in milliseconds. (Default: the clock of the system) */
export function createQuotas(now: () => number = Date.now): Quotas {
  const all = new Map<string, Used>()
  const usedBy = (caller: string, { name, seconds }: CallerQuota): Used => {
    const key = `${name} ${caller}`
    const known = all.get(key)
    if (known && known.until > now()) return known
    if (all.size >= MOST_REMEMBERED) forgetOld(all, now())
    const used = { requests: 0, until: now() + seconds * 1000 }
    all.set(key, used)
    return used
  }
  return {
    take(caller, quota) {
      const used = usedBy(caller, quota)
      const isAllowed = used.requests < quota.requests
      if (isAllowed) used.requests++
      return {
        isAllowed,
        requests: quota.requests - used.requests,
        seconds: Math.max(1, Math.ceil((used.until - now()) / 1000)),
      }
    },
    giveBack(caller, quota) {
      const used = usedBy(caller, quota)
      used.requests = Math.max(0, used.requests - 1)
    },
  }
}

/** Forgets counts that are over. If none is, forgets the oldest. */
function forgetOld(all: Map<string, Used>, now: number): void {
  const [oldest] = all.keys()
  for (const [key, { until }] of all) if (until <= now) all.delete(key)
  if (all.size >= MOST_REMEMBERED && oldest !== undefined) all.delete(oldest)
}

/**
 * Returns the header fields that tell a caller about a quota.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers
 */
export const quotaHeaders = ({ name, requests, seconds }: CallerQuota, left: QuotaLeft): Record<string, string> => ({
  'ratelimit-policy': `"${name}";q=${requests};w=${seconds}`,
  ratelimit: `"${name}";r=${left.requests};t=${left.seconds}`,
})
