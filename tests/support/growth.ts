/** Sizes that are compared, in characters. The growth of a linear function between them is 10, of a quadratic one 100. */
const SIZES = [10_000, 100_000] as const
/** Greatest growth that counts as linear. It leaves room for memory and caches. */
const MOST = 30
/** A large input that is done within this time is not compared: collecting garbage disturbs shorter times too much. */
const NEGLIGIBLE_MS = 20
/** Shortest time of a small input that is told from nothing. */
const SHORTEST_MS = 0.1
const TRIES = 4

/** Returns the processor time that `work` takes, in ms: unlike the time of a clock, other processes do not lengthen it. */
async function timeOf(work: () => unknown): Promise<number> {
  const started = process.cpuUsage()
  const result = work()
  if (result instanceof Promise) await result
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

/** Returns the shortest of three times: the first run of a function is longer, because it is compiled meanwhile. */
async function shortestOf(work: () => unknown): Promise<number> {
  return Math.min(await timeOf(work), await timeOf(work), await timeOf(work))
}

/**
 * Returns how much longer `run` takes for an input ten times as long; 0 if it takes next to no time. `make` returns an input
 * of about that many characters.
 *
 * It measures again, up to four times, until the growth is linear, and returns the least. Ratios of times in one process do not
 * depend on the speed of the machine.
 */
export async function growthOf<Input>(
  run: (input: Input) => unknown,
  make: (size: number) => Input,
  sizes: readonly [number, number] = SIZES,
): Promise<number> {
  const [small, large] = [make(sizes[0]), make(sizes[1])]
  let growth = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < TRIES && !isLinear(growth); tries++) {
    const largeMs = await timeOf(() => run(large))
    if (largeMs < NEGLIGIBLE_MS) return 0
    growth = Math.min(growth, largeMs / Math.max(SHORTEST_MS, await shortestOf(() => run(small))))
  }
  return growth
}

/** True if a growth is no more than linear. */
export const isLinear = (growth: number): boolean => growth <= MOST
