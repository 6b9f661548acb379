import type { Content, RecordPosition } from '#seed/contract/record'
import { KEPT_BYTES, LONGEST_RECORD, parseRecord, rejectOf } from '#seed/formats/json/record'

/** Puts a record, written as one JSON object, where it belongs. Refusals: `record_too_long`, of which the beginning is kept, and those of JSON. */
export function addRecord(content: Content, text: string, position: RecordPosition): void {
  const record = text.length > LONGEST_RECORD ? { fault: 'record_too_long' as const } : parseRecord(text)
  if ('value' in record) content.records.push({ value: record.value, text, position })
  else content.unparsable.push({ reject: rejectOf(record.fault), text: text.slice(0, KEPT_BYTES), position })
}
