import { visit } from 'jsonc-parser'
import { isObject } from '#lib/json-object'
import { withoutTraces } from './traces'

/** True if the value of a member of this name is to be emptied. */
export type IsDropped = (name: string) => boolean

/** Levels that are looked through: no record has a hundredth of it, and many more would exhaust the stack. */
const DEEPEST = 1000

/** True if a JSON value has such a member with a value. Every record is looked through, so nothing is copied here. */
export function holdsDropped(value: unknown, isDropped: IsDropped, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null || levels === 0) return false
  if (Array.isArray(value)) return value.some((item) => holdsDropped(item, isDropped, levels - 1))
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name] // safe: an object has members
    if (isDropped(name) && !isEmpty(member)) return true
    if (typeof member === 'object' && holdsDropped(member, isDropped, levels - 1)) return true
  }
  return false
}

/** Returns a JSON value with such members emptied and without traces of persons in its texts. A member keeps its type. */
export function minimisedValue(value: unknown, isDropped: IsDropped): unknown {
  if (typeof value === 'string') return withoutTraces(value)
  if (typeof value === 'number') return isSteamId(value) ? 0 : value
  if (Array.isArray(value)) return value.map((item) => minimisedValue(item, isDropped))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isDropped(name) ? JSON.parse(emptied(member)) : minimisedValue(member, isDropped),
    ]),
  )
}

const isSteamId = (value: number): boolean => withoutTraces(String(value)) === '0' && value !== 0

const isEmpty = (value: unknown): boolean => value === null || emptied(value) === JSON.stringify(value)

/** Returns the JSON of an empty value of the same type. */
function emptied(value: unknown): string {
  if (Array.isArray(value)) return '[]'
  if (isObject(value)) return '{}'
  if (typeof value === 'string') return '""'
  return typeof value === 'number' ? '0' : 'null'
}

type Edit = { from: number; to: number; text: string }

/** Returns a JSON text with such members emptied; every other character stays. The text may be one member, without its braces. */
export const withoutMembers = (json: string, isDropped: IsDropped): string =>
  json.startsWith('"') ? edited(`{${json}}`, isDropped).slice(1, -1) : edited(json, isDropped)

function edited(json: string, isDropped: IsDropped): string {
  let text = ''
  let at = 0
  for (const edit of editsOf(json, isDropped)) {
    text += json.slice(at, edit.from) + edit.text
    at = edit.to
  }
  return text + json.slice(at)
}

/** Returns the places of the values to empty. Of values in each other only the outer one counts. */
function editsOf(json: string, isDropped: IsDropped): Edit[] {
  const edits: Edit[] = []
  let isNext = false
  let depth = 0
  const open = (from: number, text: string) => {
    if (depth > 0 || isNext) depth++
    if (isNext) edits.push({ from, to: from, text })
    isNext = false
  }
  const close = (from: number, length: number) => {
    if (depth === 0) return
    depth--
    const last = edits.at(-1)
    if (depth === 0 && last) last.to = from + length
  }
  visit(json, {
    onObjectProperty: (name) => {
      if (depth === 0) isNext = isDropped(name)
    },
    onObjectBegin: (from) => open(from, '{}'),
    onArrayBegin: (from) => open(from, '[]'),
    onObjectEnd: close,
    onArrayEnd: close,
    onLiteralValue: (value, from, length) => {
      if (isNext) edits.push({ from, to: from + length, text: emptied(value) })
      isNext = false
    },
  })
  return edits
}
