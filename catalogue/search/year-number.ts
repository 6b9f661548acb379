const YEAR = /^(?:19[5-9]|20[0-4])\d$/
const SHORT = /^\d\d$/
const MILLENNIUM = /^2k(\d{1,2})$/
const GLUED = /^([a-z]{3,})(\d{4}|\d{2}|2k\d{1,2})$/

/** A form in which titles have the year of their season: `2007`, `07` or `2k7`. */
type Form = 'year' | 'short' | 'millennium'

/**
 * A way to write the year at the end of a query. `near` if series that use it are commonly named in the way of the query as well: those
 * with `2k7` are named so to tell them from those with `07`.
 */
export type Writing = { number: string; near: boolean }

/**
 * The number at the end of a query that may be the year of a title: the words before, its form, and every way to write it. `isGlued` if
 * there is no space before it.
 */
export type YearNumber = { before: string[]; written: string; isGlued: boolean; form: Form; writings: Writing[] }

/** True if a word is a year from 1950 to 2049. */
export const isYear = (word: string): boolean => YEAR.test(word)

/** Returns the words of a folded title that may be its year, in any form. */
export const yearWords = (fold: string): string[] => fold.split(' ').filter(formOf)

/**
 * Returns the number at the end of the words of a query that may be the year of a title, also without a space before it
 * (`fifa2007`); `undefined` without such a number or without a word before it.
 */
export function yearNumberOf(words: readonly string[]): YearNumber | undefined {
  const last = words.at(-1) ?? ''
  const [, head, tail] = GLUED.exec(last) ?? []
  const written = tail ?? last
  const before = head ? [...words.slice(0, -1), head] : words.slice(0, -1)
  const form = formOf(written)
  if (!form || before.length === 0) return undefined
  return { before, written, isGlued: head !== undefined, form, writings: writingsOf(yearOf(written, form), form) }
}

function formOf(word: string): Form | undefined {
  if (YEAR.test(word)) return 'year'
  if (SHORT.test(word)) return 'short'
  return MILLENNIUM.test(word) ? 'millennium' : undefined
}

function yearOf(word: string, form: Form): number {
  if (form === 'year') return Number(word)
  const year = Number(form === 'short' ? word : MILLENNIUM.exec(word)?.[1])
  return year < 50 || form === 'millennium' ? 2000 + year : 1900 + year
}

/** Returns every way to write a year, near ones first. */
function writingsOf(year: number, form: Form): Writing[] {
  const short = String(year % 100).padStart(2, '0')
  const plain = [String(year), short].map((number) => ({ number, near: form !== 'millennium' }))
  const millennium = Array.from(year < 2000 ? [] : new Set([`2k${year - 2000}`, `2k${short}`]), (number) => ({
    number,
    near: form === 'millennium',
  }))
  return form === 'millennium' ? [...millennium, ...plain] : [...plain, ...millennium]
}
