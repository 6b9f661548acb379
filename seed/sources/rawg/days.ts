import type { Stream } from '#lib/iterate'

/** A range of days, both ends included, as ISO dates: `2019-01-31`. */
export type Days = { from: string; to: string }

const DAY_MS = 86_400_000

/** Returns the day `days` days after another. */
export const plusDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * DAY_MS))

/** Returns the day (UTC) of a date. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)

/** Returns the number of days in a range. */
export const widthOf = ({ from, to }: Days): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1

/** Options of `cutDays`: days of the first piece to try, most items a piece may have, and a function that counts items. */
export type Cutting = { width: number; most: number; countOf: (days: Days) => Promise<number> }

/**
 * Cuts a range of days into pieces with at most `most` items each, in order. A single day may have more, because it cannot be
 * cut.
 *
 * After a piece that fits, the next one to try is twice as wide, so that empty years cost few requests.
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
