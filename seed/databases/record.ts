import type { Content, RecordPosition } from '#seed/contract/record'
import { KEPT_BYTES, LONGEST_RECORD, parseRecord, rejectOf } from '#seed/formats/json/record'

/**
 * Adds a record, the text of one JSON object, to `records` or `unparsable`. A record that is too long is kept in part.
 */
export function addRecord(content: Content, text: string, position: RecordPosition): void {
  const record = text.length > LONGEST_RECORD ? { fault: 'record_too_long' as const } : parseRecord(text)
  if ('value' in record) content.records.push({ value: record.value, text, position })
  else content.unparsable.push({ reject: rejectOf(record.fault), text: text.slice(0, KEPT_BYTES), position })
}
