import { isObject } from '#lib/json-object'
import { splitEntries } from '#seed/api/entries'
import type { Content, RecordPosition } from '#seed/contract/record'
import type { WikidataRow, WikidataStatement } from './row'

const ENTITY = 'http://www.wikidata.org/entity/'

/** A row of an answer: a term under each name, `value` its text. */
type Binding = Record<string, unknown>

/** The rows of an answer of the query service, or `undefined` where it is none. */
export function bindingsOf(body: unknown): Binding[] | undefined {
  if (!isObject(body) || !isObject(body.results) || !Array.isArray(body.results.bindings)) return undefined
  return body.results.bindings.filter(isObject)
}

/** The text of one term of a row. A value nobody knows (a blank node) has none. */
export function bindingText(binding: Binding, name: string): string | undefined {
  const term = binding[name]
  if (!isObject(term) || typeof term.value !== 'string' || term.type === 'bnode') return undefined
  if (term.type !== 'uri') return term.value
  if (term.value.includes('/.well-known/genid/')) return undefined
  return term.value.startsWith(ENTITY) ? term.value.slice(ENTITY.length) : term.value
}

/** Puts the rows of an answer together, an item a record, in the order of their numbers; answers without statements hold none. */
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

/** The number of an item. */
export const itemNumber = (id: string): number => Number(id.slice(1))

const isStatement = (binding: Binding): boolean => 'field' in binding && bindingText(binding, 'item') !== undefined

/** The statements of one item, each once. The service sends them in any order: the same ones are to be the same record. */
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
