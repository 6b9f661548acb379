import { parseDate } from '#catalogue/clean/date'
import { isNoFigure } from '#catalogue/clean/missing'
import { parseNumber } from '#catalogue/clean/number'
import { headingWords, isTitleHeading } from '#catalogue/list/columns/headings'
import { Failure } from '#lib/errors'

/** Words of headings of a list of titles, besides those that name a title. */
const OF_A_LIST = /^(?:games?|titles?|names?|list|collection|library|backlog|wishlist|owned|files?|roms?|column)$/

/**
 * Returns names for the columns of a table whose first line is a record and no header: none of its cells is the name of a title
 * column, and one is a number, a date or a sign for nothing, or there is only one cell. `undefined` if it is a header.
 */
export function namesWithoutHeader(cells: readonly string[]): string[] | undefined {
  if (cells.some(isTitleHeading)) return undefined
  const [only = '', ...others] = cells
  if (others.length === 0) return isHeading(only) ? undefined : ['title']
  return cells.some(isValue)
    ? cells.map((cell, at) => (isYear(cell) ? `year_${at + 1}` : `column_${at + 1}`))
    : undefined
}

const isHeading = (only: string): boolean => !FILE.test(only) && headingWords(only).some((word) => OF_A_LIST.test(word))

const FILE = /\.[a-z0-9]{2,4}$|[\\/]/i
/** Lines of `ls -l`, of PowerShell, of `dir`, and the names of folders in `ls -R`. */
const LONG_LISTING = [
  /^[-dl](?:[r-][w-][xstST-]){3}[.+@]?\s/,
  /^[-dl][-a][-r][-h][-s][-l]?\s+\d/,
  /^\d\d[/.-]\d\d[/.-]\d{4}\s+\d\d:\d\d/,
  /^\.(?:\/.*)?:$/,
]

/**
 * Checks that texts are not lines of `ls -l`, `ls -R` or `dir`, which have more than the name of a file.
 *
 * @throws {Failure} `wrong_header` if they are
 */
export function refuseLongListing(file: string, texts: readonly string[]): void {
  if (!texts.some((text) => LONG_LISTING.some((form) => form.test(text)))) return
  throw new Failure(
    'wrong_header',
    `"${file}" is a long listing of files: list only their names, with ls, or with dir /b on Windows.`,
  )
}

function isValue(cell: string): boolean {
  const text = cell.trim()
  if (text === '') return false
  return isNoFigure(text) || parseDate(text).ok || parseNumber(text, 'either').ok
}

const isYear = (cell: string): boolean => /^(?:19[5-9]|20[0-4])\d$/.test(cell.trim())
