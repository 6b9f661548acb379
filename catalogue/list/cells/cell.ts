import { isMissing } from '#catalogue/clean/missing'
import { isObject } from '#lib/json-object'
import type { Expression } from './expression'
import { itemsOfList } from './list-text'
import { namesOfPrintedObjects } from './printed-value'

/** A record of a declared source, by column or member name. */
export type DeclaredRow = Record<string, unknown>

/** Levels of nested lists that are read. */
const DEEPEST = 8

/** The texts of a value, one for a single value; `undefined` if the value cannot be a text. */
export type Cell = string[] | undefined

/**
 * Returns the value of a column, or of a path with dots: it goes into objects by member name and into every item of lists.
 *
 * A member whose own name is the whole path comes first.
 */
export function valueAt(row: DeclaredRow, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path]
  return path.includes('.') ? path.split('.').reduce<unknown>((value, name) => step(value, name), row) : undefined
}

function step(value: unknown, name: string, depth = 0): unknown {
  if (depth > DEEPEST) return undefined
  if (Array.isArray(value))
    return /^\d+$/.test(name) ? value[Number(name)] : value.map((item) => step(item, name, depth + 1))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

/** Returns a reader of the values of an expression's columns; a text that it declares as missing becomes `undefined`. */
export function cellsOf({ column = [], missing = [] }: Expression): (row: DeclaredRow) => unknown[] {
  const columns = [column].flat()
  const none = new Set([missing].flat())
  if (none.size === 0) return (row) => columns.map((name) => valueAt(row, name))
  const known = (value: unknown) => (none.has(cellText(value)?.trim() ?? '') ? undefined : value)
  return (row) => columns.map((name) => known(valueAt(row, name)))
}

/** Returns a reader of the single text of an expression, with the result of `cellText`. */
export function textReader(expression: Expression): (row: DeclaredRow) => string | undefined {
  const cells = cellsOf(expression)
  return (row) => cellText(cells(row)[0])
}

/** Returns the meaning of each code of an expression. */
export const codesOf = ({ codes = {} }: Expression): Map<string, string> => new Map(Object.entries(codes))

/**
 * Returns the single text of a value; empty for `null`, `undefined` and an empty list. Returns `undefined` for a list of several
 * items, an object and a number that is not finite. Of a formula that only holds a text, `="007"`, it returns the text.
 */
export function cellText(value: unknown): string | undefined {
  let single = value
  while (Array.isArray(single) && single.length < 2) single = single[0]
  if (single === undefined || single === null) return ''
  if (typeof single === 'number' && !Number.isFinite(single)) return undefined
  if (typeof single === 'string') return single.startsWith('="') ? resultOf(single) : single
  return typeof single === 'object' ? undefined : String(single)
}

/** A formula by which a spreadsheet keeps a text as it is: `="007"`. */
const FORMULA = /^="((?:[^"]|"")*)"\s*$/

function resultOf(text: string): string {
  const inside = FORMULA.exec(text)?.[1]
  return inside === undefined ? text : inside.replaceAll('""', '"')
}

/**
 * Returns the texts of a value: the items of a list; otherwise the text split at `split`, parsed as a printed list (`words`), or
 * whole. Of an object of counts, `{ "VR": 21, "Indie": 3 }`, it returns the names with a count above 0, highest count first.
 */
export function textsOf(value: unknown, how: { split?: string | undefined; words?: true | undefined }): Cell {
  if (Array.isArray(value)) return allOf(value.flat(DEEPEST).map(cellText))
  if (isCounts(value)) return namesOf(value)
  const text = cellText(value)
  if (text === undefined) return undefined
  if (how.words) return itemsOfList(text) ?? (isMissing(text.trim()) ? [] : namesOfPrintedObjects(text))
  return how.split === undefined ? [text] : text.split(how.split)
}

type Counts = Record<string, number>

const isCounts = (value: unknown): value is Counts =>
  isObject(value) && Object.values(value).every((count) => typeof count === 'number')

const namesOf = (counts: Counts): string[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([name]) => name)

function allOf(texts: (string | undefined)[]): Cell {
  const known = texts.filter((text) => text !== undefined)
  return known.length === texts.length ? known : undefined
}
