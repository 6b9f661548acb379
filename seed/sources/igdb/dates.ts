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
 * Returns the date of a release, as precise as it is known: from its text (`Jan 01, 2020`, `Q1 2020`); else from its timestamp,
 * cut to its date format; else its year. `undefined` if there is none.
 */
export function dateOfRelease({ human, date, date_format, category, y }: Dated): PartialDate | undefined {
  const written = human === undefined ? undefined : parseDate(human)
  if (written?.ok) return written.value
  const iso = date === undefined ? undefined : isoOf(date)
  const formatted = iso === undefined ? undefined : read(cutTo(referencedId(date_format) ?? category, iso))
  return formatted ?? (y === undefined ? undefined : read(String(y)))
}

/** Cuts a day to the precision of its date format; empty for other formats (to be determined). */
function cutTo(format: number | undefined, iso: string): string {
  if (format === DAY) return iso.slice(0, 10)
  if (format === MONTH) return iso.slice(0, 7)
  if (format === YEAR) return iso.slice(0, 4)
  return format !== undefined && format <= LAST_QUARTER ? quarterOf(iso) : ''
}

/**
 * Returns the date of a first release from its timestamp. IGDB stores an inexact date as the last day of its period, so the
 * last day of a month, quarter or year is read as that period. `undefined` if the number is not a date.
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
