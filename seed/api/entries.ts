import { isObject } from '#lib/json-object'
import { isTooDeep } from '#lib/json-text'
import type { Content, RawRecord, RecordPosition, Reject, Unparsable } from '#seed/contract/record'
import { rejectOf } from '#seed/formats/json/record'

/**
 * Returns the `id` of a record as received, the key at most APIs; `undefined` if it is neither a text nor a whole
 * number.
 */
export const recordId = (value: unknown): string | undefined =>
  isObject(value) && (typeof value.id === 'string' || Number.isSafeInteger(value.id)) ? String(value.id) : undefined

/**
 * Splits the entries of a response into records, each with its own JSON as raw text. An entry that is not an object is
 * refused as `not_a_record`, and one that is nested too deeply as `too_deep`, without its text.
 *
 * `row` counts from 0.
 */
export function splitEntries(entries: Iterable<readonly [string, unknown]>, position: RecordPosition): Content {
  const content: Content = { records: [], unparsable: [] }
  let row = 0
  for (const [name, entry] of entries) {
    const text = isTooDeep(entry) ? undefined : JSON.stringify(entry)
    const record: RawRecord = { value: entry, text: text ?? '', position: { ...position, row: row++ } }
    if (text === undefined) content.unparsable.push(refusedEntry(record, rejectOf('too_deep')))
    else if (isObject(entry)) content.records.push(record)
    else content.unparsable.push(refusedEntry(record, notAnObject(name)))
  }
  return content
}

const refusedEntry = ({ text, position }: RawRecord, reject: Reject): Unparsable => ({ reject, text, position })

const notAnObject = (field: string): Reject => ({
  code: 'not_a_record',
  field,
  message: 'The entry of this name is not an object.',
})
