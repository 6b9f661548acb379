/** Scale of an axis from 0: its end, and the values that are written beside it. */
export type Scale = { top: number; ticks: readonly number[] }

const STEPS = [1, 2, 2.5, 5, 10]
const PARTS = 4

/** Returns a scale with four round steps, in whole numbers, that ends at `most` or above. */
export function scaleTo(most: number): Scale {
  const rough = Math.max(1, most / PARTS)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = STEPS.map((part) => part * power).find((one) => one >= rough && Number.isInteger(one)) ?? 10 * power
  return { top: step * PARTS, ticks: Array.from({ length: PARTS }, (_, at) => (at + 1) * step) }
}

/** Returns every how many columns one is labelled, so that labels of `labelWidth` pixels do not touch. */
export const labelEvery = (columnWidth: number, labelWidth: number): number =>
  [1, 2, 5, 10, 20, 50].find((step) => step * columnWidth >= labelWidth) ?? 100
