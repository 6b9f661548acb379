import type { TSchema } from 'elysia'
import { isObject } from '#lib/json-object'
import { hasUnknownMember, isValidMember, unknownMember, wrongWith } from './member-fault'
import { type Fault, type RefusalContext, refuseRequest } from './problem'

/** A part of a request that does not match its schema: `in` is query, params, headers or body. */
export type InvalidPart = { in: string; schema: TSchema; value: unknown }

/** Returns the refusal of an invalid part, with what the route accepts and each invalid member. It never contains input. */
export function refuseInvalid(to: RefusalContext, invalid: InvalidPart) {
  const part = { ...invalid, schema: alternativeOf(invalid) }
  const faults = faultsIn(part)
  return refuseRequest(to, 'invalid_request', adviceOn(part, faults), faults)
}

/** Returns the schema of a part or, if it has alternatives, the one that has most of the names that were sent. */
function alternativeOf({ schema, value }: InvalidPart): TSchema {
  const alternatives: readonly TSchema[] = schema.anyOf ?? [schema]
  const names = isObject(value) ? Object.keys(value) : []
  const knownIn = (each: TSchema) => names.filter((name) => Object.hasOwn(each.properties ?? {}, name)).length
  return alternatives.reduce((best, each) => (knownIn(each) > knownIn(best) ? each : best))
}

const propertiesOf = ({ schema }: InvalidPart): Record<string, TSchema> => schema.properties ?? {}

/** Returns what is wrong with each invalid member and what it takes, and which members there are. */
function adviceOn(part: InvalidPart, faults: readonly Fault[]): string {
  const { in: where } = part
  const known = Object.keys(propertiesOf(part))
  const place = where === 'params' ? 'path' : where
  const reasons = faults.map(({ name, expected }) =>
    name === null ? unknownName(part, place) : `${name}: ${wrongAt(part, name)}; it takes: ${expected}.`,
  )
  const all = known.length === 0 ? 'no parameters in it' : known.join(', ')
  return `The ${place} is invalid. ${reasons.join(' ')} This route accepts: ${all}.`
}

/** Returns a sentence about unknown names. It has the nearest known name only: what was sent is not repeated. */
const unknownName = ({ value, schema }: InvalidPart, place: string): string =>
  isObject(value) ? `It has ${unknownMember(schema, value)}.` : `The ${place} must be an object.`

function wrongAt(part: InvalidPart, name: string): string {
  const member = propertiesOf(part)[name]
  return isObject(part.value) && member ? wrongWith(member, part.value[name]) : 'it is missing'
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
  const faults = Object.entries(properties)
    .filter(([name, member]) => !isValidMember(schema, name, member, value))
    .map(([name, member]): Fault => ({ in: where, name, expected: takenBy(member) }))
  return hasUnknownMember(schema, value)
    ? [...faults, { in: where, name: null, expected: 'nothing: this name is not known' }]
    : faults
}

/** Returns what a member takes: its description, the words it may be, and how many items a list may have. */
function takenBy({ description = 'another value', openapi, maxItems }: TSchema): string {
  const words: unknown = openapi?.enum
  const choice = Array.isArray(words) ? `; one of ${words.join(', ')}` : ''
  return `${description}${choice}${maxItems === undefined ? '' : `; at most ${maxItems} items`}`
}
