import { isTitleHeading } from '#catalogue/list/columns/headings'
import { isObject } from '#lib/json-object'
import { columnTableOf } from '#seed/formats/json/columns'

const BEGINS_OBJECTS = /"((?:[^"\\]|\\.){1,80})"\s*:\s*[[{]\s*(?:\{|"[^"]{1,80}"\s*:\s*\{)/g
/** Most names in a path. */
const DEEPEST = 3

/** Returns paths to possible lists of records in JSON, from its first bytes: the top, and members whose values contain objects. */
export function likelyLists(head: string): string[][] {
  const top: string[][] = [[]]
  if (head.trimStart().startsWith('[')) return top
  const whole = parsed(head)
  if (whole !== undefined) return [...top, ...listsIn(whole, [])]
  const names = [...head.matchAll(BEGINS_OBJECTS)].slice(0, 20).map(([, name = '']) => [name])
  return [...top, ...names]
}

/** The beginning of a table by columns: a first member that has row names from 0, or the names of the columns. */
const BEGINS_COLUMNS = /^\uFEFF?\s*\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:\s*\{\s*"0"\s*:\s*[^{[\s]|"columns"\s*:\s*\[\s*")/

/**
 * True if JSON has a table written by columns, from its first bytes. Where they are the whole file, the rows may have any names if a
 * column is named like a title; a list of records by id looks the same.
 */
export function isByColumns(head: string): boolean {
  const whole = parsed(head)
  const isBegun = BEGINS_COLUMNS.test(head)
  if (whole === undefined) return isBegun
  const table = columnTableOf(whole)
  return table !== undefined && (isBegun || table.names.some(isTitleHeading))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function listsIn(value: unknown, path: string[]): string[][] {
  if (!isObject(value) || path.length >= DEEPEST) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(typeof inner === 'object' && inner !== null ? [[...path, name]] : []),
    ...listsIn(inner, [...path, name]).slice(0, 20),
  ])
}
