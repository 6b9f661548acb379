import type { Clock } from '#seed/contract/clock'

/** Returns a clock that throws `killed` when it is used for the `looks`-th time, as if the process was killed at that moment. */
export function mortalClock(clock: Clock, looks: number): Clock {
  let left = looks
  const look = () => {
    if (--left === 0) throw new Error('killed')
  }
  return {
    now: () => {
      look()
      return clock.now()
    },
    sleep: async (ms, signal) => {
      look()
      await clock.sleep(ms, signal)
    },
  }
}
