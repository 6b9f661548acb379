import { isObject } from '#lib/json-object'
import { addedNames, DECISION_COLUMNS, type RowDecision } from './decision'
import type { ListWriter, WrittenRow } from './writer'

/** Name of the member with the text of a piece that could not be read. */
const UNREAD = 'unread'

/**
 * Returns a writer of JSON objects, one on a line, or of one array of them. An object keeps its text, so that no number changes; a
 * piece that could not be read becomes an object with its text.
 */
export function jsonListWriter(columns: readonly string[], layout: 'ndjson' | 'json'): ListWriter {
  const names = addedNames(columns)
  const added = (decision: RowDecision) =>
    Object.fromEntries(DECISION_COLUMNS.map(({ of }, at) => [names[at] ?? '', of(decision)]))
  let isFirst = true
  const separate = (object: string) => {
    const before = layout === 'json' && !isFirst ? ',\n' : ''
    isFirst = false
    return `${before}${object}${layout === 'ndjson' ? '\n' : ''}`
  }
  return {
    ending: layout,
    begin: () => (layout === 'json' ? '[\n' : ''),
    row: (row, decision) => separate(joined(row, added(decision))),
    refused: (text, decision) => separate(JSON.stringify({ [UNREAD]: text, ...added(decision) })),
    end: () => (layout === 'json' ? '\n]\n' : ''),
  }
}

/** Returns the text of an object with more members. */
function joined({ value, text }: WrittenRow, members: object): string {
  const own = text.trim()
  const isOwn = own.startsWith('{') && own.endsWith('}') && isObject(value) && !Object.hasOwn(value, '@key')
  const body = (isOwn ? own : JSON.stringify(value)).slice(1, -1).trim()
  const more = JSON.stringify(members).slice(1)
  return body === '' ? `{${more}` : `{${body.replaceAll(/[\r\n]+/g, ' ')},${more}`
}
