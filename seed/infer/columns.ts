import { isMissing } from '#catalogue/clean/missing'
import { cellText, type DeclaredRow, valueAt } from '#seed/declared/cell'

/** One column of a sample: the words of its name, and what stands in it. */
export type SampleColumn = {
  name: string
  words: string[]
  /** Its texts that say something, trimmed. */
  texts: string[]
  /** Texts that stand for no value here though no list of ours says so: `NA`, `-1`. */
  missing: string[]
  /** Items of a JSON list, where it holds lists. */
  items: string[]
}

/** What tools write for nothing and no title, company or figure is. */
const NOTHING = /^(?:NA|#N\/A|\\N|nil|-1|-99|-999)$/

/** The columns of the rows; those inside of objects, and of lists of objects, by a path with dots. */
export function sampleColumns(rows: readonly DeclaredRow[]): SampleColumn[] {
  const names = new Set(rows.flatMap((row) => Object.entries(row).flatMap(([name, value]) => pathsOf(name, value))))
  return [...names].filter(Boolean).map((name) => columnOf(name, rows))
}

const DEEPEST = 3

function pathsOf(name: string, value: unknown, depth = 1): string[] {
  const inner = Array.isArray(value) ? value[0] : value
  if (typeof inner !== 'object' || inner === null) return [name]
  if (depth === DEEPEST) return []
  return Object.entries(inner).flatMap(([below, held]) => pathsOf(`${name}.${below}`, held, depth + 1))
}

function columnOf(name: string, rows: readonly DeclaredRow[]): SampleColumn {
  const column: SampleColumn = { name, words: wordsOf(name), texts: [], missing: [], items: [] }
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

/** `first_release_date` and `ReleaseDate` alike: the words of a name in small letters. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

/** Whether the name of a column holds one of these words. */
export const hasWord = ({ words }: SampleColumn, pattern: RegExp): boolean => words.some((word) => pattern.test(word))

/** Which part of the texts of a column passes a test; 0 where there are none. */
export const shareOf = ({ texts }: SampleColumn, test: (text: string) => boolean): number =>
  texts.length === 0 ? 0 : texts.filter(test).length / texts.length
