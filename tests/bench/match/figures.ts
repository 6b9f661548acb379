/** Numbers of claimed pairs, of true pairs, and of pairs that are both (`right`). */
export type Figures = { right: number; claimed: number; true: number }

/** Counts claimed, true and right pairs. */
export function tally(truth: ReadonlySet<string>, claimed: ReadonlySet<string>): Figures {
  let right = 0
  for (const pair of claimed) if (truth.has(pair)) right++
  return { right, claimed: claimed.size, true: truth.size }
}

/** Returns the sums of several figures. */
export const pooled = (all: readonly Figures[]): Figures =>
  all.reduce(
    (sum, { right, claimed, true: truth }) => ({
      right: sum.right + right,
      claimed: sum.claimed + claimed,
      true: sum.true + truth,
    }),
    { right: 0, claimed: 0, true: 0 },
  )

/** Returns the share of claimed pairs that are true; 1 if none was claimed. */
export const precisionOf = ({ right, claimed }: Figures): number => (claimed === 0 ? 1 : right / claimed)

/** Returns the share of true pairs that were claimed; 1 if there is none. */
export const recallOf = ({ right, true: truth }: Figures): number => (truth === 0 ? 1 : right / truth)

const Z = 1.959964

/**
 * Returns the 95 % score interval for `part` of `whole`.
 *
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference
 */
export function wilson(part: number, whole: number): [low: number, high: number] {
  if (whole === 0) return [0, 1]
  const share = part / whole
  const scale = 1 + Z ** 2 / whole
  const centre = (share + Z ** 2 / (2 * whole)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / whole + Z ** 2 / (4 * whole ** 2))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
