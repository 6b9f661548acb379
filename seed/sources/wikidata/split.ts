import { isObject } from '#lib/json-object'
import { splitEntries } from '#seed/api/entries'
import type { Content, RecordPosition } from '#seed/contract/record'
import type { WikidataRow, WikidataStatement } from './row'

const ENTITY = 'http://www.wikidata.org/entity/'

/** A row of a response: a term by variable name; `value` is its text. */
type Binding = Record<string, unknown>

/** Returns the rows of a response of the query service; `undefined` if it is not one. */
export function bindingsOf(body: unknown): Binding[] | undefined {
  if (!isObject(body) || !isObject(body.results) || !Array.isArray(body.results.bindings)) return undefined
  return body.results.bindings.filter(isObject)
}

/** Returns the text of one term of a row; `undefined` for an unknown value (a blank node). An item is returned as its id. */
export function bindingText(binding: Binding, name: string): string | undefined {
  const term = binding[name]
  if (!isObject(term) || typeof term.value !== 'string' || term.type === 'bnode') return undefined
  if (term.type !== 'uri') return term.value
  if (term.value.includes('/.well-known/genid/')) return undefined
  return term.value.startsWith(ENTITY) ? term.value.slice(ENTITY.length) : term.value
}

/** Builds records from the rows of a response, one per item, sorted by number. A response without statements has no records. */
export function splitWikidata(body: unknown, position: RecordPosition): Content | undefined {
  const bindings = bindingsOf(body)
  if (!bindings) return undefined
  const byItem = Map.groupBy(bindings.filter(isStatement), (binding) => bindingText(binding, 'item') ?? '')
  const items = [...byItem].map(([id, rows]): WikidataRow => ({ id, statements: statementsOf(rows) }))
  const inOrder = items.sort((one, other) => itemNumber(one.id) - itemNumber(other.id))
  return splitEntries(
    inOrder.map((item) => [item.id, item]),
    position,
  )
}

/** Returns the number of an item id: 42 of `Q42`. */
export const itemNumber = (id: string): number => Number(id.slice(1))

const isStatement = (binding: Binding): boolean => 'field' in binding && bindingText(binding, 'item') !== undefined

/**
 * Returns the statements of one item, without repeats and sorted: the service sends them in any order, and the same
 * statements must produce the same record.
 */
function statementsOf(rows: readonly Binding[]): WikidataStatement[] {
  const statements = new Map<string, WikidataStatement>()
  for (const row of rows) {
    const statement = statementOf(row)
    if (statement) statements.set(JSON.stringify(statement), statement)
  }
  return [...statements].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, statement]) => statement)
}

function statementOf(row: Binding): WikidataStatement | undefined {
  const [field, value] = [bindingText(row, 'field'), bindingText(row, 'value')]
  if (field === undefined || value === undefined) return undefined
  const [entity, precision] = [bindingText(row, 'entity'), bindingText(row, 'precision')]
  const language = isObject(row.value) && row.value['xml:lang']
  return {
    field,
    value,
    ...(typeof language === 'string' && { language }),
    ...(entity !== undefined && { entity }),
    ...(precision !== undefined && { precision: Number(precision) }),
  }
}
