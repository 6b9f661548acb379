import { cellText, type DeclaredRow, valueAt } from '#catalogue/list/cells/cell'
import { hasWord, type SampleColumn } from '#catalogue/list/columns/columns'
import { isShortened } from '#seed/declared/read-id'

/** The key of a sample, and remarks on it. */
export type KeyFinding = { key: string | string[]; remarks: string[] }

/** Share of distinct values that makes a column a key; a few duplicate rows are allowed. */
const NEARLY = 0.99
const IDS = [/^(?:id|appid|guid|uuid|key)$/, /^slug$/, /^url$/]

/**
 * Finds the key of the rows: a column of ids, slugs or URLs that is filled and distinct in at least 99 % of the rows; otherwise a
 * column of any name with codes that are filled and distinct in every row, unless a field of the map has it (`used`); otherwise
 * the first two or more of `parts` (title, date, platform, developer, in this order) that are distinct together, or all.
 */
export function findKey(
  rows: readonly DeclaredRow[],
  columns: readonly SampleColumn[],
  { parts, used }: { parts: readonly string[]; used: readonly string[] },
): KeyFinding {
  if (columns.some(({ name }) => name === '@key') && !countsRows(rows, '@key')) return { key: '@key', remarks: [] }
  const named = columns.filter(({ name }) => name !== '@key')
  const ids = IDS.flatMap((id) => named.filter((column) => hasWord(column, id)))
  const whole = ids.map(({ name }) => name).filter((name) => distinctShare(rows, [name]) >= NEARLY)
  const id = whole.find((name) => !countsRows(rows, name)) ?? whole[0]
  if (id === undefined) return codeKey(rows, named, used) ?? joinedKey(rows, parts)
  return { key: id, remarks: [...duplicateRows(rows, [id]), ...(countsRows(rows, id) ? [COUNTS_ROWS(id)] : [])] }
}

/** A code: letters and digits without spaces, with a digit, and no decimals. */
const CODE = /^(?=.*\d)(?!\d+[.,]\d+$)[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,99}$/u
/** Words in the names of columns with figures and dates, which may be distinct by chance. */
const MEASURES =
  /^(?:price|cost|prix|preis|precio|prezzo|hours?|minutes|time|playtime|duration|size|rank|rang|score|rating|votes?|reviews|players?|users|owners|sales|copies|sold|count|total|weight|dates?|year|released?|month|day|created|updated|age|discount|percent)$/
/** Fewer rows are distinct by chance. */
const LEAST_ROWS = 3

function codeKey(
  rows: readonly DeclaredRow[],
  columns: readonly SampleColumn[],
  used: readonly string[],
): KeyFinding | undefined {
  const codes = columns.filter(
    (column) => !used.includes(column.name) && !hasWord(column, MEASURES) && isCode(column, rows.length),
  )
  const found = codes.find(({ name }) => !countsRows(rows, name)) ?? codes[0]
  if (!found || rows.length < LEAST_ROWS) return undefined
  const { name } = found
  const remark = `key: "${name}" is filled and different in every row, so it is taken for the id. Check that it never changes.`
  return { key: name, remarks: [countsRows(rows, name) ? COUNTS_ROWS(name) : remark] }
}

const isCode = ({ texts, items }: SampleColumn, rows: number): boolean =>
  items.length === 0 &&
  texts.length === rows &&
  new Set(texts).size === rows &&
  texts.every((text) => CODE.test(text) && !isShortened(text))

const COUNTS_ROWS = (name: string) =>
  `key: "${name}" only numbers the rows. If a later version of the file may number them differently, use other columns.`

function joinedKey(rows: readonly DeclaredRow[], parts: readonly string[]): KeyFinding {
  // Different games share a title, so the title alone is a key only if there are no other parts.
  const joined = parts.map((_, at) => parts.slice(0, at + 1)).slice(Math.min(1, parts.length - 1))
  const key = joined.find((names) => distinctShare(rows, names) === 1) ?? joined.at(-1) ?? []
  const remark = 'key: no column is an id, so the key consists of several columns. Check that they never change.'
  return { key: key.length === 1 ? (key[0] ?? '') : key, remarks: [remark, ...duplicateRows(rows, key)] }
}

function duplicateRows(rows: readonly DeclaredRow[], names: readonly string[]): string[] {
  const duplicates = rows.length - Math.round(distinctShare(rows, names) * rows.length)
  return duplicates === 0 ? [] : [`key: in ${duplicates} of ${rows.length} rows it is empty or a duplicate.`]
}

/** Returns the number of distinct keys divided by the number of rows; empty keys do not count. */
function distinctShare(rows: readonly DeclaredRow[], names: readonly string[]): number {
  const keys = rows.map((row) => JSON.stringify(names.map((name) => cellText(valueAt(row, name))?.trim() ?? '')))
  const empty = JSON.stringify(names.map(() => ''))
  return new Set(keys.filter((key) => key !== empty)).size / rows.length
}

/** True if a column is 0, 1, 2 … or 1, 2, 3 …: a row number, not an id. */
function countsRows(rows: readonly DeclaredRow[], name: string): boolean {
  const first = Number(cellText(valueAt(rows[0] ?? {}, name)))
  const isStart = first === 0 || first === 1
  return isStart && rows.every((row, at) => Number(cellText(valueAt(row, name))) === first + at)
}
