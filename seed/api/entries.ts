import { isObject } from '#lib/json-object'
import type { Content, RawRecord, RecordPosition, Unparsable } from '#seed/contract/record'

/**
 * Returns the `id` of a record as received, the key at most APIs; `undefined` if it is neither a text nor a whole
 * number.
 */
export const recordId = (value: unknown): string | undefined =>
  isObject(value) && (typeof value.id === 'string' || Number.isSafeInteger(value.id)) ? String(value.id) : undefined

/**
 * Splits the entries of a response into records, each with its own JSON as raw text. An entry that is not an object is
 * refused as `not_a_record`.
 *
 * `row` counts from 0.
 */
export function splitEntries(entries: Iterable<readonly [string, unknown]>, position: RecordPosition): Content {
  const content: Content = { records: [], unparsable: [] }
  let row = 0
  for (const [name, entry] of entries) {
    const record: RawRecord = { value: entry, text: JSON.stringify(entry), position: { ...position, row: row++ } }
    if (isObject(entry)) content.records.push(record)
    else content.unparsable.push(brokenEntry(record, name))
  }
  return content
}

const brokenEntry = ({ text, position }: RawRecord, field: string): Unparsable => ({
  reject: { code: 'not_a_record', field, message: 'The entry of this name is not an object.' },
  text,
  position,
})
