import { setTimeout as sleep } from 'node:timers/promises'
import { interrupted } from '#lib/interrupt'
import type { Clock } from '#seed/contract/clock'

/** The time of this machine, whose waits end with `interrupted` as soon as the process is told to stop. */
export const systemClock = (stop: AbortSignal): Clock => ({
  now: Date.now,
  async sleep(ms, signal) {
    await sleep(ms, undefined, { signal: signal ? AbortSignal.any([stop, signal]) : stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error
      throw interrupted()
    })
  },
})
