import { Failure } from '#lib/errors'
import type { ApiStore } from '#seed/contract/api-store'
import type { Clock } from '#seed/contract/clock'
import { sha256 } from '#seed/input/fingerprint'
import { periodOf, type Quota, renewalOf } from './quota'

const UNLIMITED = 2_147_483_647

/** What a gate needs: whose requests it counts, how many may be made, and who remembers them. */
export type RateLimitOptions = { title: string; clock: Clock; quota: Quota; key: string | undefined; store: ApiStore }

/**
 * A gate that lets one request through at a time, as the quota allows: await it before each one. What was asked is
 * remembered across runs and processes.
 *
 * The gate throws {Failure} `source_unavailable` once the budget of the period is used up.
 */
export function createRateLimit({ title, clock, quota, key, store }: RateLimitOptions): () => Promise<void> {
  const keyHash = key === undefined ? '' : sha256(key).slice(0, 16)
  let queue: Promise<void> = Promise.resolve()
  const turn = async () => {
    const now = clock.now()
    const { name, spacingMs, budget } = quota
    const limit = budget?.requests ?? UNLIMITED
    const at = await store.acquire({ quota: name, keyHash, period: periodOf(quota, now), limit, spacingMs, now })
    if (at === undefined) throw usedUp(title, quota, now)
    if (at > now) await clock.sleep(at - now)
  }
  return () => {
    queue = queue.then(turn, turn)
    return queue
  }
}

/** What is thrown once the budget of a period is used up, or the API says so. */
export function usedUp(title: string, quota: Quota, now: number): Failure {
  const { requests = 0, per = 'day' } = quota.budget ?? {}
  return new Failure(
    'source_unavailable',
    `${title} may be asked ${requests} times a ${per}, and that is used up until ${renewalOf(quota, now)}. Run the same command then: it goes on where it stopped. Until then --from-archive loads what was answered so far.`,
  )
}
