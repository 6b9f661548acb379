import type { Failure } from '#lib/errors'
import { retry } from '#lib/retry'
import type { Clock } from '#seed/contract/clock'

const TRIES = 5

/** Longest time for one statement on a server, in seconds. */
export const STATEMENT_SECONDS = 300

/** An error as a failure. `retryable`: another try may succeed. */
export type JudgedError = { retryable: boolean; failure: Failure }

/** Calls `attempt` up to 5 times. @throws {Failure} of the first error that is not retryable, or of the last one */
export async function withRetries<T>(
  clock: Clock,
  attempt: () => Promise<T>,
  judge: (error: unknown) => JudgedError,
): Promise<T> {
  const settled = () =>
    attempt().then(
      (value) => ({ ok: true as const, value }),
      (error: unknown) => ({ ok: false as const, ...judge(error) }),
    )
  const { outcome } = await retry(settled, { sleep: (ms) => clock.sleep(ms), tries: TRIES })
  if (outcome.ok) return outcome.value
  throw outcome.failure
}
