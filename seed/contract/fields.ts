import type { GenericSchema } from 'valibot'
import { isObject } from '#lib/json-object'
import type { Source } from './source'

/** Returns the fields that a source reads of its raw records: those that it names, else the members of its schema. */
export const fieldsOf = (source: Pick<Source, 'fields' | 'row'>): readonly string[] =>
  source.fields ?? [...new Set(membersOf(source.row))]

/** Returns the names of the members of an object schema, of every choice if there are several. */
function membersOf(schema: GenericSchema | unknown): string[] {
  if (!isObject(schema)) return []
  if (isObject(schema.entries)) return Object.keys(schema.entries)
  const parts = [schema.pipe, schema.options].filter(Array.isArray).flat()
  return parts.filter((part) => part !== schema).flatMap(membersOf)
}
