import type { Clock } from '#seed/contract/clock'

/** A clock that ends whoever looks at it for the `looks`-th time, as a kill would: whatever was begun then stays undone. */
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
