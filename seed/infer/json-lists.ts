import { isObject } from '#lib/json-object'

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
