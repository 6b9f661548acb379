import { Failure } from '#lib/errors'

/** Parses a whole number of at most 12 digits. @throws {Failure} `usage` */
export function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Failure('usage', `"${text.slice(0, 20)}" is not a whole number.`)
  return Number(text)
}

/** Parses `5%` or `0.05` into a share between 0 and 1. @throws {Failure} `usage` */
export function shareOption(text: string): number {
  const value = /^\d+(?:\.\d+)?%?$/.test(text) ? Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1) : Number.NaN
  if (value <= 1) return value
  throw new Failure('usage', `--max-rejects takes a share such as 5%, not "${text.slice(0, 20)}".`)
}

/** Parses a day from 1970-01-01 on into its first moment (UTC): APIs count seconds from there. @throws {Failure} `usage` */
export function dayOption(text: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
  if (date.getTime() >= 0 && date.toISOString().startsWith(text)) return date
  throw new Failure('usage', '--since takes a day from 1970-01-01 on, such as 2026-11-24.')
}

/** Checks the name of an author, at most 200 characters. @throws {Failure} `usage` */
export function authorName(text: string): string {
  if (/\S/.test(text) && text.length <= 200) return text
  throw new Failure('usage', '--author takes a name of 200 characters at most.')
}

/** Checks the name of a dataset. @throws {Failure} `usage` */
export function datasetName(text: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u.test(text)) return text
  throw new Failure(
    'usage',
    '--dataset takes a name of at most 80 letters, digits, spaces, dots, dashes and underscores; the first is a letter or digit.',
  )
}
