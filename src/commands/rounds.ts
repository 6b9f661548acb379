import { setTimeout as pause } from 'node:timers/promises'

/** Largest share by which a pause is longer, so that processes that started together do not ask together. */
const JITTER = 0.2

/** Times of rounds. `sleep` ends early when the signal fires. (Default: the clock of the system) */
export type Rounds = {
  signal: AbortSignal
  firstPauseMs: number
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined
}

/**
 * Does work again and again until the signal fires. It returns how long to wait for the next round, in milliseconds; up to a fifth is
 * added.
 */
export async function inRounds(
  { signal, firstPauseMs, sleep = sleepUntil }: Rounds,
  work: () => Promise<number>,
): Promise<void> {
  const wait = (ms: number) => sleep(ms * (1 + JITTER * randomShare()), signal)
  for (await wait(firstPauseMs); !signal.aborted; ) await wait(await work())
}

/** Returns a random number from 0 to 1. */
const randomShare = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

const sleepUntil = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal, ref: false }).catch(() => {})
