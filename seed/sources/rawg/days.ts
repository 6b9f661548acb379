import type { Stream } from '#lib/iterate'

/** A span of days, both ends included: `2019-01-31`. */
export type Days = { from: string; to: string }

const DAY_MS = 86_400_000

/** The day so many days after another. */
export const plusDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * DAY_MS))

/** The day (UTC) of a moment. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** How many days a span has. */
export const widthOf = ({ from, to }: Days): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1

/** How a span of days is cut: how wide the first try is, what a piece may hold, and how much stands on some days. */
export type Cutting = { width: number; most: number; countOf: (days: Days) => Promise<number> }

/**
 * Cuts a span of days into pieces that hold `most` or fewer, in order; a single day may hold more, for it cannot be cut.
 *
 * After a piece that fits the next try is twice as wide, so that empty years cost a few questions.
 */
export async function* cutDays({ from, to }: Days, cutting: Cutting): Stream<{ days: Days; count: number }> {
  let { width } = cutting
  for (let first = from; first <= to; ) {
    const end = plusDays(first, width - 1)
    const days = { from: first, to: end < to ? end : to }
    const count = await cutting.countOf(days)
    if (count > cutting.most && days.from < days.to) {
      width = Math.ceil(widthOf(days) / 2)
    } else {
      yield { days, count }
      first = plusDays(days.to, 1)
      width = widthOf(days) * 2
    }
  }
}
