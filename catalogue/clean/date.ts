import type { PartialDate, Precision } from '#catalogue/record'
import { withPlainDigits } from './digits'
import { isNoFigure } from './missing'
import { monthNamed } from './months'
import { INVALID, NO_VALUE, type Parsed } from './parsed'
import { withoutTime } from './time-of-day'

const FIRST_YEAR = 1950
const LAST_YEAR = 2100
const MAX_CACHED_DATES = 8192
/** Longer than any date, in characters: longer texts would fill the memory. */
const LONGEST_CACHED_DATE = 64

/** Texts of games without a date: not announced yet, cancelled, or the null date of databases. */
const UNDATED =
  /^(?:coming soon!?|to be (?:announced|confirmed|determined)|when it['’]s (?:done|ready)|unreleased|cancell?ed|0000-00-00(?: 00:00:00)?|à venir|prochainement|non annoncé|demnächst|nicht angekündigt|próximamente|por anunciar|em breve|a anunciar|prossimamente|da annunciare)$/i

const SEASONS =
  'spring|summer|fall|autumn|winter|printemps|été|automne|hiver|frühling|frühjahr|sommer|herbst|primavera|verano|otoño|invierno|estate|autunno|inverno|verão|outono'

/**
 * Forms of dates, with the named groups `year`, `month` (name or digits), `day` and `quarter`. A season, a half of a year and the
 * like give the year only, because no `Precision` fits them. `1998-12-00` gives the month, `1998-00-00` the year.
 */
const FORMS = [
  /^(?<year>\d{4})(?:\.0+)?$/,
  new RegExp(`^(?:${SEASONS}|holidays?|early|mid|late|h[12]|tb[acd])[ -](?:of |de )?(?<year>\\d{4})$`, 'i'),
  /^(?<year>\d{4}),? \(?tb[acd]\)?$/i,
  /^(?<month>[a-zà-ÿ]{3,10})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(?<year>\d{4})$/i,
  /^(?<day>\d{1,2})(?:st|nd|rd|th|er|[.º°])?(?:[ /-]| de )?(?<month>[a-zà-ÿ]{3,10})\.?,?(?:[ /-]| del? )?(?<year>\d{4})$/i,
  /^(?<month>[a-zà-ÿ]{3,10})\.?,?(?:[ /-]| del? )(?<year>\d{4})$/i,
  /^(?<year>\d{4})-(?:00|(?<month>\d{2}))-00(?: 00:00:00)?$/,
  /^[qt](?<quarter>[1-4])(?:,? +|\/)(?<year>\d{4})$/i,
  /^(?<quarter>[1-4])[qt](?:,? *|\/)(?<year>\d{4})$/i,
  /^(?<year>\d{4})[ -]?q(?<quarter>[1-4])$/i,
  /^(?<year>\d{4})(?<sign>[-/])(?<month>\d{1,2})(?:\k<sign>(?<day>\d{1,2}))?$/,
  /^(?<year>\d{4}) ?年 ?(?:(?<month>\d{1,2}) ?月 ?(?:(?<day>\d{1,2}) ?日)?)?$/,
  /^(?<year>\d{4})-(?<month>\d{2})(?:-(?<day>\d{2})(?:[T ]\d{2}:\d{2}.*)?)?$/,
]

const cache = new Map<string, Parsed<PartialDate>>()

/**
 * Parses a date with the precision it is written in: `Nov 23, 1998`, `18 Apr, 2011`, `Apr 2011`, `Q1 2025`, `2006`, `2006.0`,
 * `2009/12`, `Fall 2013` (the year), `1er avril 2004`, `15 de marzo de 2004`, `2021 年 2 月 2 日`, `2021-02-02`, `2021-02-02T10:00Z` and `20APR2006:00:00:00` (without the time), `2005Q3`.
 * `Coming soon` is no value.
 *
 * Not `ok`: ambiguous forms (`4/1/1999`) and seconds since 1970, whose form only a source can declare; days that do not exist;
 * years before 1950 or after 2100. Results are cached and shared: do not modify them.
 */
export function parseDate(text: string): Parsed<PartialDate> {
  const known = cache.get(text)
  if (known) return known
  const parsed = readDate(withoutTime(withPlainDigits(text.trim().normalize('NFC').replace(/\s+/g, ' '))))
  if (text.length > LONGEST_CACHED_DATE) return parsed
  if (cache.size >= MAX_CACHED_DATES) cache.clear()
  cache.set(text, parsed)
  return parsed
}

function readDate(text: string): Parsed<PartialDate> {
  if (isNoFigure(text) || UNDATED.test(text)) return NO_VALUE
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups
    if (groups) return dateOf(groups)
  }
  return INVALID
}

function dateOf({ year, month, day, quarter }: Record<string, string | undefined>): Parsed<PartialDate> {
  if (quarter !== undefined) return dateFrom(Number(year), Number(quarter) * 3 - 2, 1, 'quarter')
  if (month === undefined) return dateFrom(Number(year), 1, 1, 'year')
  return dateFrom(
    Number(year),
    /^\d/.test(month) ? Number(month) : monthNamed(month),
    Number(day ?? 1),
    day === undefined ? 'month' : 'day',
  )
}

function dateFrom(year: number, month: number, day: number, precision: Precision): Parsed<PartialDate> {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!exists || year < FIRST_YEAR || year > LAST_YEAR) return INVALID
  return { ok: true, value: { date: date.toISOString().slice(0, 10), precision } }
}
