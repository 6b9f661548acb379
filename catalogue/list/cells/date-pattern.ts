import { parseDate } from '#catalogue/clean/date'
import { withPlainDigits } from '#catalogue/clean/digits'
import { isNoFigure } from '#catalogue/clean/missing'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'
import { withoutTime } from '#catalogue/clean/time-of-day'
import { isBorderOfYear } from '#catalogue/merge/dates'
import type { PartialDate } from '#catalogue/record'
import { YEAR_IN_DAY } from './mapping-syntax'

/** The regular expression of each token of a pattern. */
const TOKENS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MMMM: '(?<month>\\p{L}{3,10})\\.?',
  MMM: '(?<month>\\p{L}{3,5})\\.?',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

/** Years of two digits run from 1950 to 2049. */
const CENTURY_BREAK = 50
const MS_OF: Record<string, number> = { X: 1000, x: 1 }

/** Counts (in seconds or milliseconds) that mean no date: programs write a missing time as 0 or -1. */
const NO_DATE_COUNTS = new Set([0, -1])

/**
 * Returns a parser of dates in a pattern (`D-MMM-YY`, `DD-MM-YYYY`), or counted since 1970 (`X` seconds, `x` milliseconds). Of
 * several patterns the first that fits is used. With `year-in-day` 1 January and 31 December are years.
 */
export function dateReader(patterns: string | readonly string[]): (text: string) => Parsed<PartialDate> {
  const forms = [patterns].flat().filter((pattern) => pattern !== YEAR_IN_DAY)
  const readers = forms.length === 0 ? [parseDate] : forms.map(patternReader)
  const read = (text: string) => firstDate(readers, text)
  return [patterns].flat().includes(YEAR_IN_DAY) ? (text) => yearOfBorder(read(text)) : read
}

function firstDate(readers: readonly ((text: string) => Parsed<PartialDate>)[], text: string): Parsed<PartialDate> {
  for (const read of readers) {
    const date = read(text)
    if (date.ok) return date
  }
  return INVALID
}

/** Returns the year of a date on 1 January or 31 December, and every other date as it is. */
function yearOfBorder(parsed: Parsed<PartialDate>): Parsed<PartialDate> {
  if (!parsed.ok || parsed.value?.precision !== 'day' || !isBorderOfYear(parsed.value)) return parsed
  return { ok: true, value: { date: `${parsed.value.date.slice(0, 4)}-01-01`, precision: 'year' } }
}

function patternReader(pattern: string): (text: string) => Parsed<PartialDate> {
  const unit = MS_OF[pattern]
  return unit === undefined ? writtenReader(pattern) : countedReader(unit)
}

function writtenReader(pattern: string): (text: string) => Parsed<PartialDate> {
  const form = new RegExp(
    `^${pattern.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|\./g, (token) => TOKENS[token] ?? '\\.')}$`,
    'iu',
  )
  return (text) => {
    const trimmed = text.trim()
    if (isNoFigure(trimmed)) return NO_VALUE
    const parts = form.exec(withoutTime(withPlainDigits(trimmed)))?.groups
    return parts ? parseDate(writeOut(parts)) : INVALID
  }
}

/** Returns the date in a form that `parseDate` reads: `2000-01-03`, `3 Jan 2000`, `2000-01`, `Jan 2000`, `2000`. */
function writeOut({ year = '', month, day }: Record<string, string | undefined>): string {
  const full = year.length === 4 ? year : `${Number(year) < CENTURY_BREAK ? '20' : '19'}${year}`
  if (month === undefined) return full
  if (/^\d/.test(month)) return [full, month.padStart(2, '0'), ...(day ? [day.padStart(2, '0')] : [])].join('-')
  return [...(day ? [day] : []), month, full].join(' ')
}

function countedReader(unitMs: number): (text: string) => Parsed<PartialDate> {
  return (text) => {
    const trimmed = text.trim()
    if (isNoFigure(trimmed)) return NO_VALUE
    const count = /^-?\d{1,15}(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN
    if (NO_DATE_COUNTS.has(count)) return NO_VALUE
    const date = new Date(count * unitMs)
    return Number.isNaN(date.getTime()) ? INVALID : parseDate(date.toISOString().slice(0, 10))
  }
}
