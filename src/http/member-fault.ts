import { getSchemaValidator, type TSchema } from 'elysia'
import { isObject } from '#lib/json-object'
import { nearest } from '#lib/suggest'
import { hasWordTwice, wordsOfList } from './word-list'

type Members = Readonly<Record<string, unknown>>

/** Returns what is wrong with an invalid member, as far as its first fault. It has the nearest known word only: what was sent is not repeated. */
export function wrongWith(schema: TSchema, value: unknown): string {
  if (value === undefined) return 'it is missing'
  return wrongItem(schema, value) ?? wrongMember(schema, value) ?? wrongWord(schema, value) ?? 'it has a wrong value'
}

/** A list that is too long, or has no limit, is not searched for the item at fault. */
function wrongItem({ items, minItems = 0, maxItems }: TSchema, value: unknown): string | undefined {
  if (items === undefined || maxItems === undefined || !Array.isArray(value)) return undefined
  if (value.length < minItems || value.length > maxItems) return `it has ${value.length} items`
  const at = value.findIndex((item) => !isValid(items, item))
  return at < 0 ? undefined : `its item ${at + 1}: ${wrongWith(items, value[at])}`
}

function wrongMember(schema: TSchema, value: unknown): string | undefined {
  if (schema.properties === undefined || !isObject(value)) return undefined
  const invalid = Object.entries<TSchema>(schema.properties).find(
    ([name, member]) => !isValidMember(schema, name, member, value),
  )
  if (invalid) return `its member ${invalid[0]}: ${wrongWith(invalid[1], value[invalid[0]])}`
  return hasUnknownMember(schema, value) ? `it has ${unknownMember(schema, value)}` : undefined
}

/** Returns a remark on a word that must be of a closed set, or on the words of a list. */
function wrongWord(schema: TSchema, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const list = wordsOfList(schema)
  const known: readonly string[] = list ?? schema.openapi?.enum ?? []
  const unknown = (list ? value.split(',') : [value]).find((word) => !known.includes(word))
  if (unknown === undefined) return hasWordTwice(value) ? 'it has a word more than once' : undefined
  const near = nearest(unknown, known)
  return near === undefined ? undefined : `it has a wrong value (did you mean ${near}?)`
}

/** True if a member of an object is valid, or absent where it may be. */
export function isValidMember({ required = [] }: TSchema, name: string, member: TSchema, value: Members): boolean {
  return Object.hasOwn(value, name) ? isValid(member, value[name]) : !required.includes(name)
}

/** True if an object has a member that its schema does not know. */
export function hasUnknownMember({ properties = {} }: TSchema, value: Members): boolean {
  for (const name in value) if (!Object.hasOwn(properties, name)) return true
  return false
}

/** Returns a remark on the first member that a schema does not know, with the known name that is nearest. */
export function unknownMember({ properties = {} }: TSchema, value: Members): string {
  const other = Object.keys(value).find((name) => !Object.hasOwn(properties, name)) ?? ''
  const near = nearest(other, Object.keys(properties))
  return `a name that is not known${near === undefined ? '' : ` (did you mean ${near}?)`}`
}

const checks = new WeakMap<TSchema, (value: unknown) => boolean>()

/** True if a value matches a schema. The check of a schema is compiled once. */
export function isValid(schema: TSchema, value: unknown): boolean {
  const known = checks.get(schema)
  if (known) return known(value)
  const validator = getSchemaValidator(schema)
  checks.set(schema, (each) => validator.Check(each))
  return validator.Check(value)
}
