import { isMissing } from '#catalogue/clean/missing'
import { cellText, type DeclaredRow, valueAt } from '../cells/cell'
import { headingWords } from './headings'

/** One column of a sample: the words of its name (`headingWords`), and its values. */
export type SampleColumn = {
  name: string
  words: string[]
  /** Trimmed texts, without missing values. */
  texts: string[]
  /** Texts that stand for a missing value although `isMissing` does not know them: `NA`, `-1`. Each once. */
  missing: string[]
  /** Items of its JSON lists; empty for other columns. */
  items: string[]
}

/** Texts that tools write for a missing value, and that can be no real value: no title, company or figure of a game. */
const NOTHING = /^(?:NA|#N\/A|\\N|nil|-1|-99|-999)$/

/** Most columns that are looked at: each is read in every row. Objects whose members are named by ids can have any number. */
export const MOST_COLUMNS = 2_000

/**
 * Returns the columns of the rows, the first 2,000; those inside objects and lists of objects are paths with dots, at most three
 * names long. `left`: the number of the others.
 */
export function sampleColumns(rows: readonly DeclaredRow[]): { columns: SampleColumn[]; left: number } {
  const paths = new Set(rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => pathsOf(name, value))))
  const names = [...paths].filter(Boolean)
  const columns = names.slice(0, MOST_COLUMNS).map((name) => columnOf(name, rows))
  return { columns, left: names.length - columns.length }
}

/** Most names in a path, and most levels of nested lists that are read. */
const DEEPEST = 3

function pathsOf(name: string, value: unknown, depth = 1): string[] {
  const inner = Array.isArray(value) ? value[0] : value
  if (typeof inner !== 'object' || inner === null) return [name]
  if (depth === DEEPEST) return []
  return Object.entries(inner).flatMap(([below, held]) => pathsOf(`${name}.${below}`, held, depth + 1))
}

function columnOf(name: string, rows: readonly DeclaredRow[]): SampleColumn {
  const column: SampleColumn = { name, words: headingWords(name), texts: [], missing: [], items: [] }
  for (const row of rows) take(column, valueAt(row, name))
  column.missing = [...new Set(column.missing)]
  return column
}

function take(column: SampleColumn, value: unknown): void {
  if (Array.isArray(value)) column.items.push(...value.flat(DEEPEST).flatMap((item) => cellText(item) ?? []))
  const text = cellText(value)?.trim() ?? ''
  if (isMissing(text)) return
  if (NOTHING.test(text)) column.missing.push(text)
  else column.texts.push(text)
}

/** True if a word of the column's name matches the pattern. */
export const hasWord = ({ words }: SampleColumn, pattern: RegExp): boolean => words.some((word) => pattern.test(word))

/** Returns the share of a column's texts that pass a test, 0 to 1; 0 if there are no texts. */
export const shareOf = ({ texts }: SampleColumn, test: (text: string) => boolean): number =>
  texts.length === 0 ? 0 : texts.filter(test).length / texts.length
