import { isPersonalField } from '#catalogue/privacy/personal-fields'
import { isObject } from '#lib/json-object'
import { isTooDeep } from '#lib/json-text'
import { fieldsOf } from '#seed/contract/fields'
import type { Content, RawRecord } from '#seed/contract/record'
import type { OpenedInput, Source } from '#seed/contract/source'
import { withoutCells } from './csv-cells'
import { holdsDropped, type IsDropped, minimisedValue, withoutMembers } from './json-members'
import { mayHoldTraces, withoutTraces } from './traces'

/** Columns and delimiter of a CSV file. */
export type CsvHead = { file?: string; columns: string[]; delimiter: string }

/** Fields that a source reads are kept, whatever their name. */
type Reading = Pick<Source, 'fields' | 'row'>

/** Returns the input of a source without the personal fields of its records, and without traces of persons in any text. */
export function minimisedInput(source: Reading, opened: OpenedInput): OpenedInput {
  const heads = opened.csvHeader === undefined ? undefined : (JSON.parse(opened.csvHeader) as CsvHead[]) // safe: the readers of CSV write it
  const minimise = createMinimiser(source)
  return {
    ...opened,
    async *pages(after, reader) {
      for await (const page of opened.pages(after, reader)) yield { ...page, ...minimise(page, heads) }
    },
  }
}

/** Removes personal fields and traces of persons from records. `heads`: those of the CSV files that they come from. */
export type Minimise = (content: Content, heads?: readonly CsvHead[]) => Content

/** Returns the function that removes personal fields from the records of a source. */
export function createMinimiser(source: Reading): Minimise {
  const isDropped = droppedBy(source)
  const columns = new WeakMap<CsvHead, string[]>()
  const droppedOf = (head: CsvHead): string[] => {
    const known = columns.get(head) ?? head.columns.filter(isDropped)
    columns.set(head, known)
    return known
  }
  const minimised = (raw: RawRecord, heads?: readonly CsvHead[]): RawRecord => {
    if (!heads) return minimisedJson(raw, isDropped)
    const head = heads.find((each) => droppedOf(each).length > 0 && fits(each, raw))
    return withoutTracesIn(head ? minimisedRow(raw, head, droppedOf(head)) : raw, isDropped)
  }
  return ({ records, unparsable }, heads) => ({
    records: records.map((record) => minimised(record, heads)),
    unparsable: unparsable.map((each) => ({ ...each, text: withoutTraces(each.text) })),
  })
}

/** Returns a function that is true for names of personal fields that a source does not read. Each name is looked up once. */
function droppedBy(source: Reading): IsDropped {
  const read = new Set(fieldsOf(source).flatMap((field) => [field, ...field.split('.')]))
  const known = new Map<string, boolean>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const isDropped = !read.has(name) && isPersonalField(name)
    if (known.size < MOST_REMEMBERED) known.set(name, isDropped)
    return isDropped
  }
}

const MOST_REMEMBERED = 10_000

/** True if a row may be one of the file with this head: it has the same columns. */
const fits = ({ file, columns }: CsvHead, { value, position }: RawRecord): boolean =>
  (file === undefined || position.file === undefined || file === position.file) &&
  isObject(value) &&
  columns.every((column) => column in value)

/** Empties cells. If they cannot be told apart in the text, as in a repaired row, it loses all texts that they have. */
function minimisedRow(raw: RawRecord, { columns, delimiter }: CsvHead, dropped: readonly string[]): RawRecord {
  const row = { ...(raw.value as Record<string, string>) } // safe: `fits` has checked it
  const isAt = (at: number) => dropped.includes(columns[at] ?? '')
  const emptied = withoutCells(raw.text, { delimiter, columns: columns.length }, isAt)
  const cells = dropped.flatMap((name) => row[name] || [])
  const text = emptied ?? cells.reduce((rest, cell) => rest.replaceAll(cell, ''), raw.text)
  for (const name of dropped) row[name] = ''
  return { ...raw, value: row, text }
}

function withoutTracesIn(raw: RawRecord, isDropped: IsDropped): RawRecord {
  if (!mayHoldTraces(raw.text)) return raw
  return { ...raw, value: minimisedValue(raw.value, isDropped), text: withoutTraces(raw.text) }
}

function minimisedJson(raw: RawRecord, isDropped: IsDropped): RawRecord {
  const holds = holdsDropped(raw.value, isDropped)
  if (!holds && !mayHoldTraces(raw.text)) return raw
  // It is refused, or nothing of it is read: it would exhaust the stack.
  if (isTooDeep(raw.value)) return { ...raw, text: withoutTraces(raw.text) }
  const text = holds ? withoutMembers(raw.text, isDropped) : raw.text
  return { ...raw, value: minimisedValue(raw.value, isDropped), text: withoutTraces(text) }
}

/** Returns the JSON of a response without personal members and traces of persons. One that is no JSON, or nested deeply, loses only traces. */
export const minimisedResponse = (json: string): string =>
  withoutTraces(mayHoldPersonal(json) ? withoutMembers(json, isPersonalField) : json)

function mayHoldPersonal(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return !isTooDeep(value) && holdsDropped(value, isPersonalField)
  } catch {
    return false
  }
}
