import { type PartialDate, PRECISIONS } from '#catalogue/record'
import { launchYearOf } from '#catalogue/vocabulary/platforms/launches'

/** Years by which a date may be before the launch of its platform: games are listed with the year of their first showing. */
const SLACK_YEARS = 1

/** Returns the year of a date. */
export const yearOfDate = ({ date }: PartialDate): number => Number(date.slice(0, 4))

/** Returns the index of a date's precision in `PRECISIONS`: the more precise, the lower. */
export const precisionOf = (date: PartialDate) => PRECISIONS.indexOf(date.precision)

/** True if a date is 1 January or 31 December: programs that must have a day write a year so. */
export const isBorderOfYear = ({ date, precision }: PartialDate): boolean =>
  precision === 'day' && (date.endsWith('-01-01') || date.endsWith('-12-31'))

/** Orders by precision. A day that may be a mere year says the least. */
const vagueness = (date: PartialDate): number => (isBorderOfYear(date) ? PRECISIONS.length : precisionOf(date))

/** Compares dates: by year, then the more precise first, then by date. */
export function byYear(one: PartialDate, other: PartialDate): number {
  const years = yearOfDate(one) - yearOfDate(other)
  return years || vagueness(one) - vagueness(other) || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0)
}

/** True if two dates are equally precise. A day that may be a mere year is less precise than any other. */
export const isAsPrecise = (one: PartialDate, other: PartialDate): boolean => vagueness(one) === vagueness(other)

/** True if a date is in the year, month or quarter of another, less precise one. */
function isWithin({ date }: PartialDate, period: PartialDate): boolean {
  if (period.precision === 'year' || isBorderOfYear(period)) return date.startsWith(period.date.slice(0, 4))
  if (period.precision === 'month') return date.startsWith(period.date.slice(0, 7))
  const quarter = (day: string) => Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  return date.startsWith(period.date.slice(0, 4)) && quarter(date) === quarter(period.date)
}

/** True if two dates agree as far as the less precise one goes. */
export function coincide(one: PartialDate, other: PartialDate): boolean {
  const [precise, coarse] = precisionOf(one) < precisionOf(other) ? [one, other] : [other, one]
  return coarse.precision === 'day' ? precise.date === coarse.date : isWithin(precise, coarse)
}

/** True if a date says the same as another one and more: it is more precise, and within its period. */
export const refines = (date: PartialDate, period: PartialDate): boolean =>
  vagueness(date) < vagueness(period) && isWithin(date, period)

/** True if a date is more than a year before the launch of each of these platforms; false if one has no known launch. */
export const isBeforePlatforms = (date: PartialDate, platforms: readonly string[]): boolean =>
  platforms.length > 0 &&
  platforms.every((platform) => yearOfDate(date) + SLACK_YEARS < (launchYearOf(platform) ?? Number.NEGATIVE_INFINITY))

/** Years between two dates that support each other. */
const NEAR_YEARS = 1

/** True if two dates are at most a year apart. */
export const isNear = (one: PartialDate, other: PartialDate): boolean =>
  Math.abs(yearOfDate(one) - yearOfDate(other)) <= NEAR_YEARS

/** Years after it was read for which a record may announce a game: later dates stand for an unknown one. */
const ANNOUNCED_YEARS = 5

/** True if a date is more than five years after its record was read, such as 2099; false if that year is not known. */
export const isAfterReading = (date: PartialDate, readYear: number | null | undefined): boolean =>
  readYear != null && yearOfDate(date) > readYear + ANNOUNCED_YEARS

const DAY_MS = 86_400_000

/** True if two dates are the same, or days that are at most one apart: a day begins later in the west, and lists convert times. */
export const isSameDay = (one: PartialDate, other: PartialDate): boolean =>
  one.precision === other.precision &&
  (one.date === other.date ||
    (one.precision === 'day' && Math.abs(Date.parse(one.date) - Date.parse(other.date)) <= DAY_MS))
