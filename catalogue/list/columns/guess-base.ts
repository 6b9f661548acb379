import { parseDate } from '#catalogue/clean/date'
import { YEAR_IN_DAY } from '../cells/mapping-syntax'
import { hasWord, type SampleColumn, shareOf } from './columns'
import { type DateFinding, findDate, unreadRemark } from './dates'
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
  /^(?:platforms?|consoles?|systems?|genres?|tags|themes|keywords|dev(?:s|elopers?)?|publishers?|companies|company|url|link|website|homepage|path|folder|directory|cover|image|dates?|released?|year|created|updated|id|guid|uuid|slug|summary|description|about|kind|category|region|country|language|languages|licence|license|status|note|notes|comment|comments)$/

/** Returns a remark on titles that are the paths of files. */
export function pathRemark([title]: readonly Guess[], columns: readonly SampleColumn[]): string[] {
  const column = columns.find(({ name }) => name === title?.expression.column)
  if (!column || shareOf(column, (text) => PATH.test(text)) <= 0.5) return []
  return [
    `title: "${column.name}" has paths of files, and the whole path would be the title. Write a table of folder and file name: docs/your-own-list.md shows how.`,
  ]
}

/** Returns a remark on titles that begin with the numbers or bullets of a list. */
export function bulletRemark([title]: readonly Guess[], columns: readonly SampleColumn[]): string[] {
  const column = columns.find(({ name }) => name === title?.expression.column)
  if (!column || column.texts.length < 2 || shareOf(column, (text) => BULLET.test(text)) < 1) return []
  return [
    `title: every text of "${column.name}" begins with a number or a bullet, which would be a part of the title: remove them from the file.`,
  ]
}

const BULLET = /^(?:\d{1,4}[.):]|[-*•·–])\s+\S/
const PATH = /[\\/][^\\/]+\.[a-z0-9]{2,4}$/i

function slugRemark(column: SampleColumn): { remark?: string } {
  const isSlug = shareOf(column, (text) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text)) > 0.5
  return isSlug ? { remark: `title: "${column.name}" has slugs, not titles as people write them.` } : {}
}

/** Returns remarks on the columns of dates that cannot be read. */
export const dateRemarks = (columns: readonly SampleColumn[]): string[] => dateColumns(columns).flatMap(unreadRemark)

/** Returns the columns that may have the date of release; those that are named so come first. */
const dateColumns = (columns: readonly SampleColumn[]): SampleColumn[] =>
  columns
    .filter((column) => hasWord(column, /^(?:released?|date|year)$/) && !hasWord(column, OTHER_DATES))
    .toSorted((a, b) => Number(isOfRelease(b)) - Number(isOfRelease(a)))

const isOfRelease = (column: SampleColumn): boolean => hasWord(column, /^released?$/)

/** Guesses the release date, or the year if there is no date. */
export function guessDates(columns: readonly SampleColumn[]): Guess[] {
  const findings = dateColumns(columns).flatMap((column) => findDate(column) ?? [])
  const day = findings.find(({ isYear }) => !isYear)
  const year = findings.find(({ isYear }) => isYear)
  if (day) return [dateGuess(day)]
  return year ? [yearGuess(year)] : []
}

/** Words in the names of columns with dates of anything but a release, in the languages of `headingWords`. */
const OTHER_DATES = new RegExp(
  `^(?:${[
    'month|day|decade|end|created|updated|added|modified|imported|exported|scraped|accessed|viewed|last|timestamp',
    'played|started?|completed|completion|finished|beaten|retired|purchased?|bought|acquired|acquisition|ordered|sold',
    'rated|reviewed|review|loaned|borrowed|achat|achete|ajout|ajoute|joue|termine|fini|debut|vendu',
    'kauf|kaufdatum|gekauft|hinzugefugt|gespielt|beendet|begonnen|compra|comprado|jugado|terminado|anadido',
    'acquisto|acquistato|giocato|finito|aggiunto|comprada|jogado|terminada|adicionado',
  ].join('|')})$`,
)

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
  const unnamed = !isOfRelease(column) && `the name "${column.name}" does not say that it is the release: check it`
  const remark = [swapped ?? remarkOnForm(column, date), first, unnamed].filter(Boolean).join('; ')
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
