import { parseDate } from '#catalogue/clean/date'
import { cellText, type DeclaredRow, valueAt } from '#catalogue/list/cells/cell'
import { readFigure } from '#catalogue/list/cells/figure'

/** Rows of a table that are no games: their titles, and what to say of them. `rows`: the others. */
export type OddRows = { titles: string[]; remarks: string[]; rows: DeclaredRow[] }

/** Finds a second header line after the first, and a line of sums at the end. `title`: the column of the titles. */
export function findOddRows(rows: readonly DeclaredRow[], title: string): OddRows {
  const found = [
    { row: rows[0], is: isSecondHeader(rows, title), as: 'the first record seems to be a second header line' },
    { row: rows.at(-1), is: isSum(rows.at(-1), title), as: 'the last record seems to be a line of sums' },
  ].filter(({ is }) => is)
  return {
    rows: rows.filter((row) => found.every((odd) => odd.row !== row)),
    titles: found.map(({ row = {} }) => textAt(row, title)).filter(Boolean),
    remarks: found.map(
      ({ as }) => `title: ${as}, so its title is listed as missing and the record is refused. Check it.`,
    ),
  }
}

const textAt = (row: DeclaredRow, column: string): string => cellText(valueAt(row, column))?.trim() ?? ''

/** Fewer rows say nothing about the first. */
const LEAST_ROWS = 3

/** True if the first row has words where all other rows have numbers or dates, and no number at all. */
function isSecondHeader(rows: readonly DeclaredRow[], title: string): boolean {
  const [first, ...others] = rows
  if (!first || rows.length < LEAST_ROWS || textAt(first, title) === '') return false
  const columns = Object.keys(first).filter((column) => textAt(first, column) !== '')
  if (columns.some((column) => column !== title && isFigure(textAt(first, column)))) return false
  return columns.some((column) => column !== title && hasOnlyFigures(others, column))
}

function hasOnlyFigures(rows: readonly DeclaredRow[], column: string): boolean {
  const texts = rows.map((row) => textAt(row, column)).filter(Boolean)
  return texts.length * 2 > rows.length && texts.every(isFigure)
}

const isFigure = (text: string): boolean => parseDate(text).ok || readFigure(text, undefined, 'either').ok

const SUM =
  /^(?:grand |sub-?)?(?:totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|total g[ée]n[ée]ral|suma|totale|somma|soma|average|mean|durchschnitt|mittelwert|moyenne|promedio|media|count|anzahl|nombre)(?: ?[:=(].*)?$/i

/** True if a row has the word of a sum for its title or in its first filled cell, and not all of its cells are filled. */
function isSum(row: DeclaredRow | undefined, title: string): boolean {
  const columns = Object.keys(row ?? {})
  if (!row || columns.every((column) => textAt(row, column) !== '')) return false
  const first = columns.find((column) => textAt(row, column) !== '') ?? title
  return [title, first].some((column) => SUM.test(textAt(row, column)))
}
