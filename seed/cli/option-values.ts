import { Failure } from '#lib/errors'

/** Parses a whole number. @throws {Failure} `usage` */
export function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Failure('usage', `"${text.slice(0, 20)}" is not a whole number.`)
  return Number(text)
}

/** Parses a score by critics. @throws {Failure} `usage` */
export function criticsScore(text: string): number {
  const score = wholeNumber(text)
  if (score <= 100) return score
  throw new Failure('usage', `A score is from 0 to 100, not ${score}.`)
}

/** Parses `5%` or `0.05` into a share between 0 and 1. @throws {Failure} `usage` */
export function rejectShare(text: string): number {
  const value = /^\d+(?:\.\d+)?%?$/.test(text) ? Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1) : Number.NaN
  if (value <= 1) return value
  throw new Failure('usage', `--max-rejects takes a share such as 5%, not "${text.slice(0, 20)}".`)
}

/** Returns a parser of a day from 1970-01-01 on, which returns its first moment (UTC): APIs count seconds from there. */
export const firstMoment =
  (option: string) =>
  (text: string): Date => {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
    if (date.getTime() >= 0 && date.toISOString().startsWith(text)) return date
    throw new Failure('usage', `${option} takes a day from 1970-01-01 on, such as 2026-11-24.`)
  }

/** Returns the name of an author, at most 200 characters. @throws {Failure} `usage` */
export function authorName(text: string): string {
  if (/\S/.test(text) && text.length <= 200) return text
  throw new Failure('usage', '--author takes a name of 200 characters at most.')
}

/** Returns the name of a dataset, at most 80 characters. @throws {Failure} `usage` */
export function datasetName(text: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u.test(text)) return text
  throw new Failure(
    'usage',
    '--dataset takes a name of at most 80 letters, digits, spaces, dots, dashes and underscores; the first is a letter or digit.',
  )
}
