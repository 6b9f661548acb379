import { setTimeout as sleep } from 'node:timers/promises'
import type { Stores } from '#db/stores'
import { Failure, type FailureCode } from '#lib/errors'
import { orInterrupted } from '#lib/interrupt'
import { errorCode } from '#lib/root-cause'
import type { Log } from '#src/http/log'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 10_000
const TEMPORARY: readonly FailureCode[] = ['store_unreachable', 'store_busy']

/**
 * Waits until the stores can be used, and asks again after 1, 2, 4, 8 and then every 10 s. Logs one warning `store_away` per cause.
 *
 * @throws {Failure} `interrupted` if `signal` is aborted; `store_refused`, `schema_mismatch`, which waiting does not mend
 */
export async function waitForStores(
  { check }: Pick<Stores, 'check'>,
  { signal, log }: { signal: AbortSignal; log: Pick<Log, 'warn'> },
): Promise<void> {
  const known = new Set<string>()
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const failure = await orInterrupted(signal, () => temporaryFailure(check))
    if (!failure) return
    const fields = { name: failure.code, reason: errorCode(failure.cause), message: failure.message }
    const cause = JSON.stringify(fields)
    if (!known.has(cause)) log.warn('store_away', fields)
    known.add(cause)
    await orInterrupted(signal, () => sleep(waitMs))
  }
}

async function temporaryFailure(check: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (error instanceof Failure && TEMPORARY.includes(error.code)) return error
    throw error
  }
}
