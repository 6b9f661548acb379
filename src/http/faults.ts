import { getSchemaValidator, type TSchema } from 'elysia'
import { isObject } from '#lib/json-object'
import { type Fault, type RefusalContext, refuseRequest } from './problem'

/** A part of a request that does not match its schema: `in` is query, params, headers or body. */
export type InvalidPart = { in: string; schema: TSchema; value: unknown }

/** Returns the refusal of an invalid part, with what the route accepts and each invalid member. It never contains input. */
export const refuseInvalid = (to: RefusalContext, part: InvalidPart) =>
  refuseRequest(to, 'invalid_request', adviceOn(part), faultsIn(part))

const propertiesOf = ({ schema }: InvalidPart): Record<string, TSchema> => schema.properties ?? {}

function adviceOn(part: InvalidPart): string {
  const known = Object.keys(propertiesOf(part))
  const name = part.in === 'params' ? 'path' : part.in
  if (known.length === 0) return `The ${name} is invalid: this route accepts no parameters in it.`
  return `The ${name} is invalid. This route accepts: ${known.join(', ')}.`
}

/**
 * Returns each invalid member once, and one fault for all unknown names: a name that was sent is input, so its `name` is null.
 *
 * A member is only checked, which ends at its first fault. Listing the faults inside would take seconds for a long list.
 */
function faultsIn(part: InvalidPart): Fault[] {
  const { in: where, schema, value } = part
  if (!isObject(value)) return [{ in: where, name: null, expected: 'an object' }]
  const properties = propertiesOf(part)
  const required: readonly string[] = schema.required ?? []
  const faults = Object.entries(properties)
    .filter(([name, member]) => (Object.hasOwn(value, name) ? !isValid(member, value[name]) : required.includes(name)))
    .map(([name, { description }]): Fault => ({ in: where, name, expected: description ?? 'another value' }))
  const isAnyUnknown = hasOtherNames(value, properties)
  return isAnyUnknown ? [...faults, { in: where, name: null, expected: 'nothing: this name is not known' }] : faults
}

function hasOtherNames(value: Record<string, unknown>, properties: object): boolean {
  for (const name in value) if (!Object.hasOwn(properties, name)) return true
  return false
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
