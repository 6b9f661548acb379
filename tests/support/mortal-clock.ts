import type { VirtualClock } from '#tests/seed/api/virtual-clock'

/** A clock that ends whoever looks at it for the `looks`-th time, as a kill would: whatever was begun then stays undone. */
export function mortalClock(clock: VirtualClock, looks: number): VirtualClock {
  let left = looks
  const look = () => {
    if (--left === 0) throw new Error('killed')
  }
  return {
    pauses: clock.pauses,
    now: () => {
      look()
      return clock.now()
    },
    sleep: async (ms) => {
      look()
      await clock.sleep(ms)
    },
  }
}
