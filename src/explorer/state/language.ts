import { LANGUAGE_COOKIE, type PageLanguage } from '../languages'
import { carryAll } from './carried'

declare global {
  /** Language of the scripts: the service builds them once for each, so that nobody loads the texts of another. */
  const PAGE_LANGUAGE: PageLanguage
}

/** Loads the page again in another language, and keeps the choice for a year. */
export function speak(language: PageLanguage): void {
  // biome-ignore lint/suspicious/noDocumentCookie: browsers have the Cookie Store over HTTPS only
  document.cookie = `${LANGUAGE_COOKIE}=${language}; Path=/explorer; Max-Age=31536000; SameSite=Lax`
  carryAll()
  location.reload()
}

/** Region of the browser for this language, such as `en-GB`. */
const locale = navigator.languages.find((tag) => tag.startsWith(PAGE_LANGUAGE)) ?? PAGE_LANGUAGE
const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })

/** Writes a number, such as 1,234. */
export const figure = (value: number): string => figures.format(value)

const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })

/** Writes a share of 1, such as 40%. */
export const percent = (share: number): string => percents.format(share)

/** Writes a label before what it is about, such as `Title: Zelda`. */
export const labelled = (label: string, said: string | number): string =>
  PAGE_LANGUAGE === 'fr' ? `${label}\u00a0: ${said}` : `${label}: ${said}`

/** Writes a large number shortly, such as 1.23M. */
export const shortFigure = (value: number): string => short.format(value)

const PRECISIONS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const

/** Writes a date, no more precisely than it is known. */
export function dateInWords({ date, precision }: { date: string; precision: string }): string {
  const quarter = precision === 'quarter' ? `${Math.ceil(Number(date.slice(5, 7)) / 3)}` : undefined
  if (quarter) return `${PAGE_LANGUAGE === 'fr' ? 'T' : 'Q'}${quarter} ${date.slice(0, 4)}`
  const options = PRECISIONS[precision as keyof typeof PRECISIONS] ?? PRECISIONS.year // safe: any other precision is looked up as absent
  return firstOrdinal(formatOf({ ...options, timeZone: 'UTC' }).format(new Date(date)))
}

/** The first of a month is an ordinal number in French. */
const firstOrdinal = (date: string) => (PAGE_LANGUAGE === 'fr' ? date.replace(/^1(?= \p{L})/u, '1er') : date)

/** Formats that have been made. To make one takes as long as to write a hundred dates. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known
}

/** Writes a time, such as 30 Nov 2026, 14:05. */
export const timeInWords = (instant: string): string =>
  firstOrdinal(formatOf({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)))
