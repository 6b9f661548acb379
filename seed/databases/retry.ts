import type { Failure } from '#lib/errors'
import { backOffMs } from '#seed/api/retry'
import type { Clock } from '#seed/contract/clock'

const TRIES = 5

/** What an error comes to: whether it may pass, and the failure it is when it does not. */
export type Judged = { passing: boolean; failure: Failure }

/** Asks until there is an answer, waiting longer each time. @throws {Failure} of a lasting fault, or of the last one */
export async function persist<T>(clock: Clock, ask: () => Promise<T>, judge: (error: unknown) => Judged): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      const { passing, failure } = judge(error)
      if (!passing || attempt >= TRIES) throw failure
    }
    await clock.sleep(backOffMs(attempt))
  }
}

/** The longest a server may work on one page. */
export const STATEMENT_SECONDS = 300
