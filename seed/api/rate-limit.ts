import { Failure } from '#lib/errors'
import type { ApiStore } from '#seed/contract/api-store'
import type { Clock } from '#seed/contract/clock'
import { sha256 } from '#seed/input/fingerprint'
import { periodOf, type Quota, renewalOf } from './quota'

/** Limit of a quota without a budget: the largest `integer` of Postgres. */
const UNLIMITED = 2_147_483_647

/** Rate limit of one API and key, counted in the store. */
export type RateLimitOptions = { title: string; clock: Clock; quota: Quota; key: string | undefined; store: ApiStore }

/**
 * Returns `acquire`: await it before each request. It resolves when the quota allows the request, one caller at a time.
 * Requests are counted in the store, across runs and processes.
 *
 * `acquire` throws {Failure} `source_unavailable` when the budget of the period is used up.
 */
export function createRateLimit({ title, clock, quota, key, store }: RateLimitOptions): () => Promise<void> {
  const keyHash = key === undefined ? '' : sha256(key).slice(0, 16)
  let queue: Promise<void> = Promise.resolve()
  const acquire = async () => {
    const now = clock.now()
    const { name, spacingMs, budget } = quota
    const limit = budget?.requests ?? UNLIMITED
    const at = await store.acquire({ quota: name, keyHash, period: periodOf(quota, now), limit, spacingMs, now })
    if (at === undefined) throw usedUp(title, quota, now)
    if (at > now) await clock.sleep(at - now)
  }
  return () => {
    queue = queue.then(acquire, acquire)
    return queue
  }
}

/** Returns the failure of a budget that is used up, by our count or by that of the API. */
export function usedUp(title: string, quota: Quota, now: number): Failure {
  const { requests = 0, per = 'day' } = quota.budget ?? {}
  return new Failure(
    'source_unavailable',
    `${title} allows ${requests} requests a ${per}, and they are used up until ${renewalOf(quota, now)}. Run the same command then: it goes on where it stopped. Until then, --from-archive loads the responses received so far.`,
  )
}
