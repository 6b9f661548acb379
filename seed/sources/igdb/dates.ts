import { parseDate } from '#catalogue/clean/date'
import type { PartialDate } from '#catalogue/record'
import { type ReleaseDate, referencedId } from './row'

type Dated = Exclude<ReleaseDate, number>

const [DAY, MONTH, YEAR, LAST_QUARTER] = [0, 1, 2, 6]

const isoOf = (seconds: number): string | undefined => {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

const read = (text: string): PartialDate | undefined => {
  const parsed = parseDate(text)
  return parsed.ok ? parsed.value : undefined
}

const quarterOf = (iso: string): string => `Q${Math.ceil(Number(iso.slice(5, 7)) / 3)} ${iso.slice(0, 4)}`

/**
 * The date of a release as exactly as it is known: as it is written (`Jan 01, 2020`, `Q1 2020`), else as its format says, else
 * the year.
 */
export function dateOfRelease({ human, date, date_format, category, y }: Dated): PartialDate | undefined {
  const written = human === undefined ? undefined : parseDate(human)
  if (written?.ok) return written.value
  const iso = date === undefined ? undefined : isoOf(date)
  const told = iso === undefined ? undefined : read(cutTo(referencedId(date_format) ?? category, iso))
  return told ?? (y === undefined ? undefined : read(String(y)))
}

/** A day cut down to what its format says of it; empty where that says nothing (to be determined). */
function cutTo(format: number | undefined, iso: string): string {
  if (format === DAY) return iso.slice(0, 10)
  if (format === MONTH) return iso.slice(0, 7)
  if (format === YEAR) return iso.slice(0, 4)
  return format !== undefined && format <= LAST_QUARTER ? quarterOf(iso) : ''
}

/**
 * What the date of a first release says by itself: inexact dates stand on the last day of their period, so that such a day says
 * no more than the period. `undefined` where the number is no date.
 */
export function dateOfFirst(seconds: number): PartialDate | undefined {
  const iso = isoOf(seconds)
  if (!iso) return undefined
  const [month, day] = [Number(iso.slice(5, 7)), Number(iso.slice(8, 10))]
  const isLast = new Date(Date.UTC(Number(iso.slice(0, 4)), month, 0)).getUTCDate() === day
  if (!isLast) return read(iso.slice(0, 10))
  if (month === 12) return read(iso.slice(0, 4))
  return read(month % 3 === 0 ? quarterOf(iso) : iso.slice(0, 7))
}
