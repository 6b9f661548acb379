import { parseDate } from '#catalogue/clean/date'
import { YEAR_IN_DAY } from '#seed/declared/mapping-syntax'
import { hasWord, type SampleColumn, shareOf } from './columns'
import { type DateFinding, findDate, swappedRemark } from './dates'
import { expressionOf, type Guess } from './guess'
import { TITLE_HEADINGS } from './headings'

/** Guesses the title: by the name of its column, otherwise the column with the most different texts. */
export function guessTitle(columns: readonly SampleColumn[]): Guess[] {
  const lettered = (share: number) => columns.filter((column) => shareOf(column, (text) => /\p{L}/u.test(text)) > share)
  // A title may be a number (1942), but not every title.
  const named = TITLE_HEADINGS.flatMap((name) => lettered(0).filter(({ words }) => words.join(' ') === name))[0]
  if (named) return [{ field: 'title', expression: expressionOf(named), ...slugRemark(named) }]
  const [varied] = lettered(0.5)
    .filter((column) => !hasWord(column, OTHER_NAMES))
    .toSorted((a, b) => new Set(b.texts).size - new Set(a.texts).size)
  if (!varied) return []
  return [
    {
      field: 'title',
      expression: expressionOf(varied),
      remark: `title: no column has this name; "${varied.name}" has the most different texts. Check that it has the titles.`,
    },
  ]
}

/** Words in the names of columns that have texts but no titles. */
const OTHER_NAMES =
  /^(?:platforms?|consoles?|systems?|genres?|tags|themes|keywords|dev(?:s|elopers?)?|publishers?|companies|company|url|link|website|homepage|cover|image|dates?|released?|year|created|updated|id|guid|uuid|slug|summary|description|about|kind|category|region|country|language|languages|licence|license|status|note|notes|comment|comments)$/

function slugRemark(column: SampleColumn): { remark?: string } {
  const isSlug = shareOf(column, (text) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text)) > 0.5
  return isSlug ? { remark: `title: "${column.name}" has slugs, not titles as people write them.` } : {}
}

/** Returns remarks on the columns of dates that are left out because day and month are swapped in some of them. */
export const dateRemarks = (columns: readonly SampleColumn[]): string[] => dateColumns(columns).flatMap(swappedRemark)

const dateColumns = (columns: readonly SampleColumn[]): SampleColumn[] =>
  columns.filter((column) => hasWord(column, /^(?:released?|date|year)$/) && !hasWord(column, OTHER_DATES))

/** Guesses the release date, or the year if there is no date. */
export function guessDates(columns: readonly SampleColumn[]): Guess[] {
  const findings = dateColumns(columns).flatMap((column) => findDate(column) ?? [])
  const day = findings.find(({ isYear }) => !isYear)
  const year = findings.find(({ isYear }) => isYear)
  if (day) return [dateGuess(day)]
  return year ? [yearGuess(year)] : []
}

const OTHER_DATES = /^(?:month|day|created|updated|added|modified|end|decade)$/

function remarkOnForm(column: SampleColumn, date: string | string[] | undefined): string | undefined {
  const orders = [date ?? []].flat().filter((order) => order !== YEAR_IN_DAY)
  if (orders.length > 1) return `"${column.name}" has dates in several orders, ${orders.join(', ')}: check them`
  if (date !== 'X' && date !== 'x') return undefined
  return `"${column.name}" is read as ${date === 'X' ? 'seconds' : 'milliseconds'} since 1970`
}

function dateGuess({ column, date, doubt, years }: DateFinding): Guess {
  const expression = expressionOf(column, date === undefined ? {} : { date })
  const swapped = doubt && `"${column.name}" fits both ${date} and ${doubt}: check which part is the day`
  const first = years && `${years} dates of "${column.name}" are 1 January or 31 December and are read as years`
  const remark = [swapped ?? remarkOnForm(column, date), first].filter(Boolean).join('; ')
  return { field: 'released', expression, ...(remark && { remark: `released: ${remark}.` }) }
}

function yearGuess({ column }: DateFinding): Guess {
  const early = column.texts.filter((text) => Number(text) <= EARLIEST && parseDate(text).ok)
  const isRare = early.length > 0 && early.length * 100 < column.texts.length
  return {
    field: 'year',
    expression: expressionOf(column),
    ...(isRare && {
      remark: `year: "${column.name}" has a few years up to ${EARLIEST}: if they mean no value, add them to missing.`,
    }),
  }
}

/** Few games are older, and programs write a missing date as 1970. */
const EARLIEST = 1970
