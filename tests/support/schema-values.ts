import * as fc from 'fast-check'

/** JSON schema of a parameter or a body, as far as the OpenAPI document of the service uses it. */
export type WireSchema = {
  type?: string
  enum?: string[]
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  items?: WireSchema
  anyOf?: WireSchema[]
  properties?: Record<string, WireSchema>
  required?: string[]
}

/** True if a text in a URL matches the schema of its parameter. */
export function allowsText(schema: WireSchema, text: string): boolean {
  const { type, enum: words, pattern, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema
  if (type === 'integer') return /^(0|[1-9]\d*)$/.test(text) && Number(text) >= minimum && Number(text) <= maximum
  if (words) return words.includes(text)
  return hasLength(schema, text) && (pattern === undefined || new RegExp(pattern).test(text))
}

const hasLength = ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: WireSchema, text: string) =>
  text.length >= minLength && text.length <= maxLength

/** Returns a generator of texts that match a schema. */
export function aText(schema: WireSchema): fc.Arbitrary<string> {
  const { type, enum: words, pattern, minimum, maximum, minLength = 0, maxLength = 50 } = schema
  if (type === 'integer')
    return fc.integer({ ...(minimum !== undefined && { min: minimum }), ...(maximum && { max: maximum }) }).map(String)
  if (words) return fc.constantFrom(...words)
  const longest = 'a'.repeat(maxLength)
  const free = pattern === undefined ? fc.string({ minLength, maxLength }) : fc.stringMatching(new RegExp(pattern))
  const texts = free.filter((text) => allowsText(schema, text) && text.isWellFormed())
  return allowsText(schema, longest) ? fc.oneof(texts, fc.constant(longest)) : texts
}

/** Returns texts that do not match a schema, most of them by little. */
export function refusedTexts(schema: WireSchema): string[] {
  const { minimum = 0, maximum = 0, maxLength = 2_000 } = schema
  const candidates = [
    '',
    ' ',
    'a b',
    'A',
    'é',
    '-1',
    '1e1',
    '0x1',
    '1.0',
    'null',
    'a,',
    ',a',
    'a,,b',
    'now ',
    '\n',
    '\u0001',
  ]
  const edges = [
    String(minimum - 1),
    String(maximum + 1),
    'a'.repeat(maxLength + 1),
    '1'.repeat(16),
    `${'a,'.repeat(50)}a`,
  ]
  return [...candidates, ...edges].filter((text) => !allowsText(schema, text))
}

/** Returns a generator of JSON values that match a schema. A list has the fewest items, a few more, or the most. */
export function aValue(schema: WireSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(aValue))
  if (schema.type === 'array') return aList(schema)
  return schema.type === 'object' ? anObject(schema) : aScalar(schema)
}

function aScalar(schema: WireSchema): fc.Arbitrary<unknown> {
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'number' || schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 })
  return aText(schema)
}

function anObject(schema: WireSchema): fc.Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]): [string, fc.Arbitrary<unknown>] => [
    name,
    aValue(member),
  ])
  return fc.record(Object.fromEntries(members), { requiredKeys: schema.required ?? [] })
}

function aList({ items = {}, minItems = 0, maxItems = 10 }: WireSchema): fc.Arbitrary<unknown[]> {
  const item = aValue(items)
  const few = fc.array(item, { minLength: minItems, maxLength: Math.min(minItems + 3, maxItems) })
  return fc.oneof(
    few,
    item.map((each) => Array.from({ length: maxItems }, () => each)),
  )
}

const NOT_TEXT: unknown[] = [null, 1, true, [], {}]

/** Yields JSON values that do not match a schema, each wrong in one place. `right` matches it. */
export function* refusedValues(schema: WireSchema, right: unknown): Generator<unknown> {
  if (schema.type === 'object')
    yield* refusedObjects(schema, right as Record<string, unknown>) // safe: it matches the schema
  else if (schema.type === 'array')
    yield* refusedLists(schema, right as unknown[]) // safe: as above
  else if (schema.anyOf) yield* refusedByAll(schema.anyOf)
  else if (schema.type === 'boolean') yield* [null, 1, 'true', [], {}]
  else if (schema.type === 'number' || schema.type === 'integer') yield* refusedNumbers(schema)
  else if (schema.type === 'string') yield* [...NOT_TEXT, ...refusedTexts(schema)]
}

/** Yields values that no member of a union allows: those that the one beside null does not, or else what is no text. */
function* refusedByAll(members: WireSchema[]): Generator<unknown> {
  const [member, ...others] = members.filter(({ type }) => type !== 'null')
  if (!member || others.length > 0) return yield* NOT_TEXT.slice(1)
  for (const wrong of refusedValues(member, undefined)) if (wrong !== null) yield wrong
}

function* refusedNumbers({ type, minimum, maximum }: WireSchema): Generator<unknown> {
  yield* [null, '1', true, [], {}]
  if (minimum !== undefined) yield minimum - 1
  if (maximum !== undefined) yield maximum + 1
  if (type === 'integer') yield 1.5
}

function* refusedObjects(schema: WireSchema, right: Record<string, unknown>): Generator<unknown> {
  yield* [null, [], 'a', 1, { ...right, unknown: 1 }]
  for (const name of schema.required ?? [])
    yield Object.fromEntries(Object.entries(right).filter(([each]) => each !== name))
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    for (const wrong of refusedValues(member, right[name])) yield { ...right, [name]: wrong }
}

function* refusedLists({ items = {}, minItems = 0, maxItems = 0 }: WireSchema, right: unknown[]): Generator<unknown> {
  yield* [null, {}, 'a', Array.from({ length: maxItems + 1 }, () => right[0])]
  if (minItems > 0) yield []
  for (const wrong of refusedValues(items, right[0])) yield [wrong]
}
