import { isObject } from '#lib/json-object'
import type { Expression } from './expression'
import { wordsOfList } from './list-text'

/** A record of theirs, by column or name. */
export type DeclaredRow = Record<string, unknown>

/** Texts that stand at a place, one for a single value; `undefined` where no text can be made of what stands there. */
export type Cell = string[] | undefined

/**
 * What stands in a record under a column, or a path with dots: through objects by name, through lists into every item.
 *
 * A name with dots in it is tried as it is first.
 */
export function valueAt(row: DeclaredRow, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path]
  return path.includes('.') ? path.split('.').reduce<unknown>(step, row) : undefined
}

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : value.map((item) => step(item, name))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

/** What stands in a record under each column of an expression; a text that it declares to be missing is nothing. */
export function cellsOf({ column = [], missing = [] }: Expression): (row: DeclaredRow) => unknown[] {
  const columns = [column].flat()
  const none = new Set([missing].flat())
  if (none.size === 0) return (row) => columns.map((name) => valueAt(row, name))
  const known = (value: unknown) => (none.has(cellText(value)?.trim() ?? '') ? undefined : value)
  return (row) => columns.map((name) => known(valueAt(row, name)))
}

/** The one text that an expression finds in a record, as `cellText` answers. */
export function textReader(expression: Expression): (row: DeclaredRow) => string | undefined {
  const cells = cellsOf(expression)
  return (row) => cellText(cells(row)[0])
}

/** What each code of an expression stands for. */
export const codesOf = ({ codes = {} }: Expression): Map<string, string> => new Map(Object.entries(codes))

/** The one text of a value: empty where there is none, `undefined` where it is a list, an object, or a number beyond all. */
export function cellText(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value) && value.length < 2) return cellText(value[0])
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined
  return typeof value === 'object' ? undefined : String(value)
}

/**
 * The texts of a value: those of a list, else the value cut at `split`, or written as a list (`words`), or by itself. An object
 * of counts, `{ "VR": 21, "Indie": 3 }`, names what it counts, the most counted first.
 */
export function textsOf(value: unknown, how: { split?: string | undefined; words?: true | undefined }): Cell {
  if (Array.isArray(value)) return allOf(value.flat(DEEPEST).map(cellText))
  if (isCounts(value)) return namesOf(value)
  const text = cellText(value)
  if (text === undefined) return undefined
  if (how.words) return wordsOfList(text)
  return how.split === undefined ? [text] : text.split(how.split)
}

const DEEPEST = 8

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
