const ITEM = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"[\]]+))\s*(,|$)/y
const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi
const NAMED: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/**
 * Parses a printed list, with quoted or unquoted items (`['Adam Cadre', "Phr00t's Software"]`), into the texts of its items.
 *
 * Returns `undefined` if the text is not such a list; an empty text is an empty list.
 */
export function itemsOfList(text: string): string[] | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined
  const inside = trimmed.slice(1, -1).trim()
  const items: string[] = []
  for (let at = 0; at < inside.length; ) {
    const item = new RegExp(ITEM)
    item.lastIndex = at
    const found = item.exec(inside)
    if (!found) return undefined
    items.push(found[3]?.trim() ?? unescaped(found[1] ?? found[2] ?? ''))
    at = item.lastIndex
  }
  return items
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const read = text.replace(ESCAPE, (_, byte?: string, unit?: string, mark?: string) =>
    mark === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit ?? '', 16)) : (NAMED[mark] ?? mark),
  )
  return read.toWellFormed()
}
