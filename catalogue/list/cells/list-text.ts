const SPACES = /\s*/y
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y
const BARE = /[^,'"[\]]+/y
const END = /\s*(?:,|$)/y
const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi
const NAMED: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/**
 * Parses a printed list, with quoted or unquoted items (`['Adam Cadre', "Phr00t's Software"]`), into the texts of its items; also a set
 * of Python and an array of Postgres, which are in braces: `{PC,"PlayStation 2"}`.
 *
 * Returns `undefined` if the text is not such a list; an empty text is an empty list.
 */
export function itemsOfList(text: string): string[] | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (!isBetween(trimmed, '[', ']') && !isBetween(trimmed, '{', '}')) return undefined
  const inside = trimmed.slice(1, -1).trim()
  const items: string[] = []
  for (let at = 0; at < inside.length; ) {
    const item = itemAt(inside, at)
    const end = item && matchAt(END, inside, item.end)
    if (!end) return undefined
    items.push(item.text)
    at = item.end + end[0].length
  }
  return items
}

const isBetween = (text: string, first: string, last: string): boolean =>
  text.length > 1 && text.startsWith(first) && text.endsWith(last)

/** Returns the item at a position and the position after it; `undefined` if there is none. */
function itemAt(inside: string, at: number): { text: string; end: number } | undefined {
  const start = at + (matchAt(SPACES, inside, at)?.[0].length ?? 0)
  const quoted = matchAt(QUOTED, inside, start)
  if (quoted) return { text: unescaped(quoted[1] ?? quoted[2] ?? ''), end: start + quoted[0].length }
  const bare = matchAt(BARE, inside, at)
  return bare ? { text: bare[0].trim(), end: at + bare[0].length } : undefined
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const read = text.replace(ESCAPE, (_, byte?: string, unit?: string, mark?: string) =>
    mark === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit ?? '', 16)) : (NAMED[mark] ?? mark),
  )
  return read.toWellFormed()
}
