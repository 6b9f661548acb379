import { isObject } from '#lib/json-object'

// A text that is not closed is a token too, so that it is not searched again from each of its quotes.
const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\b(?:None|True|False|nan|NaN)\b/g
const PLAIN: Record<string, string> = { None: 'null', True: 'true', False: 'false', nan: 'null', NaN: 'null' }
/** Most levels of objects in which a name is searched. */
const DEEPEST = 4
/** Members that have the name of an object, in order of preference. */
const NAMES = ['name', 'title', 'label', 'value']

/**
 * Returns the names in objects that JSON or Python has printed into a text: of a list of objects the name of each,
 * `[{'id': 4, 'name': 'Action'}]`; of an object of objects or of lists its keys, `{"PC": {"url": "…"}}`. `undefined` for any other text.
 */
export function namesOfPrintedObjects(text: string): string[] | undefined {
  const value = parsePrinted(text)
  if (Array.isArray(value)) return allNames(value)
  if (!isObject(value)) return undefined
  const own = nameOfObject(value)
  if (own !== undefined) return [own]
  return Object.values(value).every((inner) => typeof inner === 'object') ? Object.keys(value) : undefined
}

function parsePrinted(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parsePython(text)
  }
}

function parsePython(text: string): unknown {
  try {
    return JSON.parse(text.replace(TOKEN, (token) => PLAIN[token] ?? (token.startsWith("'") ? requoted(token) : token)))
  } catch {
    return undefined
  }
}

const requoted = (token: string): string => `"${token.slice(1, -1).replace(/\\'/g, "'").replace(/"/g, '\\"')}"`

function allNames(values: readonly unknown[]): string[] | undefined {
  const names = values.map((value) =>
    typeof value === 'string' ? value : isObject(value) ? nameOfObject(value) : undefined,
  )
  const known = names.filter((name) => name !== undefined)
  return known.length === names.length ? known : undefined
}

/** Returns the name of an object, or that of the object which is its only member: `{"platform": {"id": 15, "name": "PC"}}`. */
function nameOfObject(value: Record<string, unknown>, depth = 0): string | undefined {
  const named = NAMES.map((name) => value[name]).find((name) => typeof name === 'string')
  if (typeof named === 'string') return named
  const inner = Object.values(value).filter(isObject)
  return inner.length === 1 && depth < DEEPEST ? nameOfObject(inner[0] ?? {}, depth + 1) : undefined
}
