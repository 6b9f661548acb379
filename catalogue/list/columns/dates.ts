import { parseDate } from '#catalogue/clean/date'
import { withoutTime } from '#catalogue/clean/time-of-day'
import { isBorderOfYear } from '#catalogue/merge/dates'
import { dateReader } from '../cells/date-pattern'
import { YEAR_IN_DAY } from '../cells/mapping-syntax'
import { hasWord, type SampleColumn, shareOf } from './columns'

/**
 * Date format of a column. Without `date`, `parseDate` reads it as it is. `doubt`: a second pattern that fits as well, because
 * day and month may be swapped. `years`: the number of days that are a first or last of a year, and are read as years.
 */
export type DateFinding = {
  column: SampleColumn
  date?: string | string[]
  isYear: boolean
  doubt?: string
  years?: number
}

/** Share of the texts of a column that must be dates in one format. */
const MOSTLY = 0.9
const NAMED = ['D-MMM-YY', 'MMM-D-YYYY', 'D MMM YY', 'D.MMM.YYYY']
const COUNTED = /^\d{9,13}(?:\.0+)?$/

/** Returns the date format of a column; `undefined` if fewer than 90 % of its texts are dates in one format. */
export function findDate(column: SampleColumn): DateFinding | undefined {
  const finding = formatOf(column)
  return finding && withYears(finding)
}

/** Adds `year-in-day` to a format if far more dates than chance gives are the first or the last day of a year. */
function withYears(finding: DateFinding): DateFinding {
  const { column, date, isYear } = finding
  if (isYear) return finding
  const read = date === undefined ? parseDate : dateReader(date)
  const dates = column.texts.flatMap((text) => {
    const parsed = read(text)
    return parsed.ok && parsed.value ? [parsed.value] : []
  })
  const years = dates.filter(isBorderOfYear).length
  if (years < FEWEST_YEARS || years < dates.length * YEARS_SHARE) return finding
  return { ...finding, years, date: date === undefined ? YEAR_IN_DAY : [date, YEAR_IN_DAY].flat() }
}

/** Two days of 365 are a first or last day of a year; more than this share of all dates is no chance. */
const YEARS_SHARE = 0.05
const FEWEST_YEARS = 2

function formatOf(column: SampleColumn): DateFinding | undefined {
  if (column.texts.length === 0) return undefined
  if (shareOf(column, (text) => parseDate(text).ok) >= MOSTLY) return { column, isYear: isYears(column) }
  const fits = patternsFor(column)
    .map((date) => ({ date, fit: shareOf(column, (text) => dateReader(date)(text).ok) }))
    .toSorted((a, b) => b.fit - a.fit)
  const [best, second] = fits
  if (!best || best.fit < MOSTLY) return severalOrders(column)
  const isCertain = best.fit > (second?.fit ?? 0) || best.date.includes('MMM')
  return { column, date: best.date, isYear: false, ...(!isCertain && second && { doubt: second.date }) }
}

/** Returns the orders of a column with dates in several of them; `undefined` if these do not read it, or `swapsDays` is true. */
function severalOrders(column: SampleColumn): DateFinding | undefined {
  const date = ordersIn(column)
  if (date.length < 2 || swapsDays(date)) return undefined
  const fit = shareOf(column, (text) => dateReader(date)(text).ok || parseDate(text).ok)
  return fit < MOSTLY ? undefined : { column, date, isYear: false }
}

function ordersIn(column: SampleColumn): string[] {
  const signs = ['-', '/', '.'].filter((sign) => column.texts.some((text) => text.includes(sign)))
  const orders = ['YYYY#M#D', 'D#M#YYYY', 'M#D#YYYY'].flatMap((order) =>
    signs.map((sign) => order.replaceAll('#', sign)),
  )
  return orders.filter((order) => column.texts.some((text) => isOnlyIn(text, order, orders)))
}

/** True if some dates have the day first and others the month: then 3/4/2004 has no certain meaning. */
const swapsDays = (orders: readonly string[]): boolean =>
  orders.some((order) => order.startsWith('D')) && orders.some((order) => order.startsWith('M'))

/** Returns what to say of a column of dates that is left out, because no format reads enough of them. */
export function unreadRemark(column: SampleColumn): string[] {
  if (column.texts.length === 0 || findDate(column)) return []
  const { name } = column
  if (swapsDays(ordersIn(column)))
    return [
      `released: "${name}" has dates with the day first and others with the month first, so 3/4/2004 could be either: write the file in one order.`,
    ]
  if (shareOf(column, (text) => SERIAL.test(text)) >= MOSTLY)
    return [
      `released: "${name}" seems to have the numbers of days that spreadsheets count from 1900: show the column as dates there, and save the list again.`,
    ]
  if (shareOf(column, (text) => /\d/.test(text)) < 0.5) return []
  const read = Math.floor(shareOf(column, (text) => parseDate(text).ok) * 100)
  return [
    `released: "${name}" is not used, because only ${read} % of its texts are dates that are known. Declare their format as date, or write them as 2004-03-15, 2004-03 or 2004.`,
  ]
}

/** Days from 1954 to 2063, as spreadsheets count them. */
const SERIAL = /^[2-5]\d{4}(?:\.0+)?$/

const isOnlyIn = (text: string, order: string, orders: readonly string[]): boolean =>
  dateReader(order)(text).ok && orders.every((other) => other === order || !dateReader(other)(text).ok)

const isYears = (column: SampleColumn): boolean =>
  shareOf(column, (text) => {
    const date = parseDate(text)
    return date.ok && date.value?.precision === 'year'
  }) >= MOSTLY

/** Returns the patterns that may fit, by the separators and the length of the first text. */
function patternsFor(column: SampleColumn): string[] {
  const sample = withoutTime(column.texts[0] ?? '')
  if (COUNTED.test(sample)) return hasWord(column, /date|time|released?/) ? [/^\d{11}/.test(sample) ? 'x' : 'X'] : []
  const sign = /^\d{1,4}([-/. ])\d{1,2}\1\d{2,4}$/.exec(sample)?.[1]
  if (sign === undefined) return NAMED
  const year = /\d{4}/.test(sample) ? 'YYYY' : 'YY'
  return [
    ['D', 'M', year],
    ['M', 'D', year],
    ['YYYY', 'M', 'D'],
  ].map((parts) => parts.join(sign))
}
