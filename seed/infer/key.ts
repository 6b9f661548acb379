import { cellText, type DeclaredRow, valueAt } from '#seed/declared/cell'
import { hasWord, type SampleColumn } from './columns'

/** The key of a sample, and what a person is to know of it. */
export type KeyFinding = { key: string | string[]; remarks: string[] }

/** A few double rows do not make a column a bad key. */
const NEARLY = 0.99
const IDS = [/^(?:id|appid|guid|uuid|key)$/, /^slug$/, /^url$/]

/**
 * The column that tells rows apart: an id, a slug or an address without gaps, each once; else what of title, date,
 * platform and developer does so together. `parts` are those, the most telling first.
 */
export function findKey(
  rows: readonly DeclaredRow[],
  columns: readonly SampleColumn[],
  parts: readonly string[],
): KeyFinding {
  if (columns.some(({ name }) => name === '@key')) return { key: '@key', remarks: [] }
  const ids = IDS.flatMap((id) => columns.filter((column) => hasWord(column, id)))
  const whole = ids.map(({ name }) => name).filter((name) => distinctShare(rows, [name]) >= NEARLY)
  const id = whole.find((name) => !countsRows(rows, name)) ?? whole[0]
  if (id === undefined) return joinedKey(rows, parts)
  return { key: id, remarks: [...doubleRows(rows, [id]), ...(countsRows(rows, id) ? [COUNTS_ROWS(id)] : [])] }
}

const COUNTS_ROWS = (name: string) =>
  `key: "${name}" counts the rows. Where a later version of the file may count them anew, use columns that stay.`

function joinedKey(rows: readonly DeclaredRow[], parts: readonly string[]): KeyFinding {
  // Games have namesakes: a title alone is a key only where there is nothing else.
  const joined = parts.map((_, at) => parts.slice(0, at + 1)).slice(Math.min(1, parts.length - 1))
  const key = joined.find((names) => distinctShare(rows, names) === 1) ?? joined.at(-1) ?? []
  const said = 'no column is an id: the key is put together. Check that these never change.'
  return { key: key.length === 1 ? (key[0] ?? '') : key, remarks: [`key: ${said}`, ...doubleRows(rows, key)] }
}

function doubleRows(rows: readonly DeclaredRow[], names: readonly string[]): string[] {
  const double = rows.length - Math.round(distinctShare(rows, names) * rows.length)
  return double === 0 ? [] : [`key: in ${double} of ${rows.length} rows it is empty or one that came before.`]
}

/** How many different keys there are for each row; rows without one have none. */
function distinctShare(rows: readonly DeclaredRow[], names: readonly string[]): number {
  const keys = rows.map((row) => JSON.stringify(names.map((name) => cellText(valueAt(row, name))?.trim() ?? '')))
  const empty = JSON.stringify(names.map(() => ''))
  return new Set(keys.filter((key) => key !== empty)).size / rows.length
}

/** Whether a column is 0, 1, 2 … or 1, 2, 3 …: a place in the file, not an id. */
function countsRows(rows: readonly DeclaredRow[], name: string): boolean {
  const first = Number(cellText(valueAt(rows[0] ?? {}, name)))
  const isStart = first === 0 || first === 1
  return isStart && rows.every((row, at) => Number(cellText(valueAt(row, name))) === first + at)
}
