import * as v from 'valibot'
import { KINDS } from '#catalogue/record'
import { isObject } from '#lib/json-object'
import { nearest } from '#lib/suggest'
import { closed, nonEmptyText } from './closed'
import {
  ALONE,
  CONVERSIONS,
  type Conversion,
  conversionsOf,
  type FieldType,
  isConstant,
  isDatePattern,
  MAP_FIELDS,
  typeOfField,
} from './mapping-syntax'

const positive = v.pipe(v.number('must be a number'), v.gtValue(0, 'must be more than 0'))
const texts = v.pipe(v.array(nonEmptyText), v.nonEmpty('is empty'))
const NO_PATTERN =
  'must be a pattern of D DD M MM MMM MMMM YY YYYY with a year and no part twice, or X or x, or year-in-day, or a list of these: "D MMM YYYY"'
const pattern = v.pipe(nonEmptyText, v.check(isDatePattern, NO_PATTERN))
const numberForm = closed({ decimal: v.picklist(['.', ',']), factor: v.optional(positive) })
const words = v.record(nonEmptyText, nonEmptyText, 'must be an object of texts')

const Expression = closed({
  column: v.optional(v.union([nonEmptyText, texts], 'must be a column or a list of columns')),
  split: v.optional(nonEmptyText),
  scale: v.optional(positive),
  date: v.optional(v.union([pattern, v.pipe(v.array(pattern), v.nonEmpty())], NO_PATTERN)),
  number: v.optional(
    v.union([v.literal(true), positive, numberForm], 'must be true, a factor more than 0, or { "decimal": "," }'),
  ),
  words: v.optional(v.literal(true, 'must be true')),
  const: v.optional(v.union([nonEmptyText, v.array(nonEmptyText)], 'must be a text or a list of texts')),
  missing: v.optional(v.union([nonEmptyText, texts], 'must be a text or a list of texts')),
  codes: v.optional(words),
  flags: v.optional(words),
  against: v.optional(nonEmptyText),
  share: v.optional(v.literal(true, 'must be true')),
})

/** The column of a field and the conversions of its value. */
export type Expression = v.InferOutput<typeof Expression>

/** Schema of a value of `map`: a column name, or an expression. */
const MapValue = v.lazy((input) =>
  typeof input === 'string'
    ? v.pipe(
        nonEmptyText,
        v.transform((column): Expression => ({ column })),
      )
    : Expression,
)

/** Schema of `map`: an expression for each field. A field reports one kind of fault at a time. */
export const FieldMap = v.pipe(
  v.record(v.string(), MapValue, 'must be an object of fields'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!isFieldMap(dataset.value)) return
    // A field whose expression is malformed is not checked further.
    const reported = new Set(dataset.issues?.map(({ path }) => path?.[0]?.key))
    for (const { field, says } of faultsOfMap(dataset.value)) {
      const value = dataset.value[field]
      const path = [{ type: 'object', origin: 'value', input: dataset.value, key: field, value }] as const
      if (!reported.has(field)) addIssue({ message: says, path: [...path] })
    }
  }),
)

const isFieldMap = (value: unknown): value is Record<string, Expression> => isObject(value)

function faultsOfMap(map: Record<string, Expression>): { field: string; says: string }[] {
  const faults = Object.entries(map).flatMap(([field, expression]) => {
    const says = faultOfField(field, expression)
    return says ? [{ field, says }] : []
  })
  if (!map.title) faults.push({ field: 'title', says: 'is missing: every game needs a title' })
  if (map.edition && !map.platforms)
    faults.push({ field: 'edition', says: 'belongs to a release on a platform: map platforms too' })
  if (map.votes && !map['score.users'] && !map['score.critics'])
    faults.push({ field: 'votes', says: 'need a score: map score.users or score.critics too' })
  return faults
}

function faultOfField(field: string, expression: Expression): string | undefined {
  const type = typeOfField(field)
  return type ? faultOfExpression(type, expression) : unknownField(field)
}

function unknownField(field: string): string {
  const meant = nearest(field, Object.keys(MAP_FIELDS))
  const hint = meant
    ? `did you mean "${meant}"?`
    : `the fields are ${Object.keys(MAP_FIELDS).join(', ')}, externalIds.<source>`
  return `is not a field; ${hint}`
}

function faultOfExpression(type: FieldType, expression: Expression): string | undefined {
  const allowed = conversionsOf(type)
  const used = CONVERSIONS.filter((conversion) => expression[conversion] !== undefined)
  const disallowed = used.find((conversion) => !allowed.includes(conversion))
  if (disallowed) return `allows ${allowed.join(', ')}, but not ${disallowed}`
  return faultOfOrigin(type, expression) ?? faultOfCombination(type, expression, used)
}

/** Checks that the value has exactly one origin: a column, a constant, or flag columns. */
function faultOfOrigin(type: FieldType, { column, const: constant, flags }: Expression): string | undefined {
  const origins = [column, constant, flags].filter((origin) => origin !== undefined)
  if (origins.length !== 1) return `needs either a column or ${type === 'list' ? 'a const or flags' : 'a const'}`
  if (Array.isArray(column) && type !== 'count') return 'must have a single column'
  return undefined
}

/** Checks that the conversions do not exclude each other, and that constants are valid for the type. */
function faultOfCombination(type: FieldType, expression: Expression, used: readonly Conversion[]): string | undefined {
  const alone = used.find((conversion) => ALONE.includes(conversion))
  if (alone && used.length > 1) return `allows only one of ${used.join(', ')}`
  if (expression.split !== undefined && expression.words) return 'allows only one of split, words'
  const constants = [expression.const ?? [], Object.values(expression.codes ?? {})]
  if (constants.flat().every((constant) => isConstant(type, constant)) && isSingle(type, expression)) return undefined
  return type === 'kind' ? `must be one of ${KINDS.join(', ')}` : 'must be a single text'
}

const isSingle = (type: FieldType, { const: constant }: Expression): boolean =>
  type === 'list' || !Array.isArray(constant)
