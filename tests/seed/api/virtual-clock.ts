import type { Clock } from '#seed/contract/clock'

/** A clock whose `sleep` returns at once and moves its time. `pauses` are the lengths, in ms. */
export type VirtualClock = Clock & { pauses: number[] }

/** Creates a virtual clock that starts on 1 February 2023, noon UTC. */
export function createVirtualClock(): VirtualClock {
  let now = Date.UTC(2023, 1, 1, 12)
  const pauses: number[] = []
  return {
    pauses,
    now: () => now,
    sleep: async (ms) => {
      pauses.push(ms)
      now += ms
    },
  }
}
