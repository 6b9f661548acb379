import { setTimeout as sleep } from 'node:timers/promises'
import { interrupted } from '#lib/interrupt'
import type { Clock } from '#seed/contract/clock'

/** Creates the clock of this machine. Its `sleep` throws {Failure} `interrupted` as soon as `stop` fires. */
export const systemClock = (stop: AbortSignal): Clock => ({
  now: Date.now,
  async sleep(ms, signal) {
    await sleep(ms, undefined, { signal: signal ? AbortSignal.any([stop, signal]) : stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error
      throw interrupted()
    })
  },
})
