import { isNoName } from '#catalogue/clean/missing'
import { isDestroyed } from '#catalogue/clean/mojibake'
import { cleanTitle } from '#catalogue/clean/title'
import { firstOfTitles } from '#catalogue/clean/title-tags'
import { cellText, type DeclaredRow, textReader, valueAt } from '#catalogue/list/cells/cell'
import type { Expression } from '#catalogue/list/cells/expression'
import type { CatalogueRecord } from '#catalogue/record'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import type { Entry } from './config'
import { fieldSetters } from './fields'
import { isShortened } from './read-id'

/**
 * Returns the function that maps a source record of a declared entry to a catalogue record, or to a reject.
 *
 * Codes of rejects: `missing_key`, `invalid_key`, `missing_title`, `destroyed_text`, `invalid_date`, `invalid_number`,
 * `ambiguous_number`, `invalid_value`.
 */
export function declaredMap(entry: Entry): (row: DeclaredRow, context: MapContext) => Mapped {
  const keyColumns = [entry.key].flat()
  const readTitle = textReader(entry.map.title ?? {})
  const setters = fieldSetters(entry.map)
  return (row, { vocabulary }) => {
    const key = keyOf(row, keyColumns)
    if (typeof key === 'object') return key
    const title = titleOf(readTitle(row))
    if (typeof title === 'object') return title
    const record: CatalogueRecord = { title }
    for (const { field, set } of setters) {
      const code = set(record, row, vocabulary)
      if (code) return refuseRecord(code, field, faultOf(code, field, entry.map[field]))
    }
    return { ok: true, key, record: withNamesInTitle(record) }
  }
}

function withNamesInTitle(record: CatalogueRecord): CatalogueRecord {
  const { title, others } = firstOfTitles(record.title)
  if (others.length === 0) return record
  return { ...record, title, alternativeNames: [...(record.alternativeNames ?? []), ...others] }
}

/** Returns a function that reads the key of a source record, even of a record that is refused; `undefined` if it has none. */
export function declaredKey({ key }: Entry): (value: unknown) => string | undefined {
  const columns = [key].flat()
  return (value) => {
    const found = isRow(value) ? keyOf(value, columns) : undefined
    return typeof found === 'string' ? found : undefined
  }
}

const isRow = (value: unknown): value is DeclaredRow => typeof value === 'object' && value !== null

const FAULTS = {
  invalid_date: 'The date is not valid, or not in the declared format.',
  invalid_number: 'The value is not a number, or is out of range.',
  invalid_value: 'The value is not valid for the field.',
}

const faultOf = (code: keyof typeof FAULTS | 'ambiguous_number', field: string, expression?: Expression): string =>
  code === 'ambiguous_number' ? readsTwoWays(field, expression) : FAULTS[code]

/** Says how to declare the sign of the decimals, with the line of the map. */
function readsTwoWays(field: string, { number, ...expression }: Expression = {}): string {
  const factor = typeof number === 'number' ? { factor: number } : {}
  const line = JSON.stringify({ [field]: { ...expression, number: { decimal: '.', ...factor } } }).slice(1, -1)
  return `The number reads two ways, with thousands or with decimals. If it is as in 1,500.0, write in map: ${line}; if it is as in 1.500,0, the same with "decimal":",".`
}

const SHORTENED =
  'A spreadsheet has shortened the key, as 7.6E+12 is: show the column as a number without decimals or as text, and save the list again.'

const DESTROYED =
  'Letters of the title were already lost in the source, or they are in an encoding that was not recognised: then declare it with --encoding or "encoding".'

type Refused = Extract<Mapped, { ok: false }>

/** Returns the parts of the key, joined by `|`, or the reject of a record without a key. */
function keyOf(row: DeclaredRow, columns: readonly string[]): string | Refused {
  const parts = columns.map((column) => cellText(valueAt(row, column))?.trim())
  if (parts.includes(undefined))
    return refuseRecord('invalid_key', 'key', 'The key is a list of several items, an object, or not a finite number.')
  if (parts.some((part) => part !== undefined && isShortened(part)))
    return refuseRecord('invalid_key', 'key', SHORTENED)
  if (parts.every((part) => part === '' || isNoName(part ?? '')))
    return refuseRecord('missing_key', 'key', 'The record has no key.')
  return columns.length === 1 ? (parts[0] ?? '') : parts.map((part) => part?.replaceAll(/[\\|]/g, '\\$&')).join('|')
}

function titleOf(text: string | undefined): string | Refused {
  const title = cleanTitle(text ?? '')
  if (title === undefined || isNoName(title)) return refuseRecord('missing_title', 'title', 'The record has no title.')
  if (isDestroyed(title)) return refuseRecord('destroyed_text', 'title', DESTROYED)
  return title
}
