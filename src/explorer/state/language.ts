import { computed, type ReadonlySignal } from '@preact/signals'
import { language } from './preferences'

/** Returns texts in the language of the page. A text that one language lacks does not compile. */
export const inLanguage = <Words>(words: { en: Words; fr: NoInfer<Words> }): ReadonlySignal<Words> =>
  computed(() => words[language.value])

/** Region of the browser for this language, such as `en-GB`. */
const locale = computed(() => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value)
const figures = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }))
const short = computed(() => new Intl.NumberFormat(locale.value, { notation: 'compact', maximumSignificantDigits: 3 }))

/** Writes a number, such as 1,234. */
export const figure = (value: number): string => figures.value.format(value)

/** Writes a large number shortly, such as 1.23M. */
export const shortFigure = (value: number): string => short.value.format(value)

const PRECISIONS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const

/** Writes a date, no more precisely than it is known. */
export function dateInWords({ date, precision }: { date: string; precision: string }): string {
  const quarter = precision === 'quarter' ? `${Math.ceil(Number(date.slice(5, 7)) / 3)}` : undefined
  if (quarter) return `${language.value === 'fr' ? 'T' : 'Q'}${quarter} ${date.slice(0, 4)}`
  const options = PRECISIONS[precision as keyof typeof PRECISIONS] ?? PRECISIONS.year // safe: any other precision is looked up as absent
  return new Intl.DateTimeFormat(locale.value, { ...options, timeZone: 'UTC' }).format(new Date(date))
}

/** Writes a time, such as 30 Nov 2026, 14:05. */
export const timeInWords = (instant: string): string =>
  new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))
