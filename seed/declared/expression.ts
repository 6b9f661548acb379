import * as v from 'valibot'
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
} from './language'

const positive = v.pipe(v.number('is to be a number'), v.gtValue(0, 'is to be more than 0'))
const texts = v.pipe(v.array(nonEmptyText), v.nonEmpty('is empty'))
const NO_PATTERN =
  'is to be a pattern of D DD M MM MMM MMMM YY YYYY with a year and nothing twice, or X, or x, or a list of them: "D MMM YYYY"'
const pattern = v.pipe(nonEmptyText, v.check(isDatePattern, NO_PATTERN))
const words = v.record(nonEmptyText, nonEmptyText, 'is to be an object of texts')

const Expression = closed({
  column: v.optional(v.union([nonEmptyText, texts], 'is to be a column or a list of columns')),
  split: v.optional(nonEmptyText),
  scale: v.optional(positive),
  date: v.optional(v.union([pattern, v.pipe(v.array(pattern), v.nonEmpty())], NO_PATTERN)),
  number: v.optional(v.union([v.literal(true), positive], 'is to be true or a factor more than 0')),
  words: v.optional(v.literal(true, 'is to be true')),
  const: v.optional(v.union([nonEmptyText, v.array(nonEmptyText)], 'is to be a text or a list of texts')),
  missing: v.optional(v.union([nonEmptyText, texts], 'is to be a text or a list of texts')),
  codes: v.optional(words),
  flags: v.optional(words),
  against: v.optional(nonEmptyText),
})

/** Where a field's value stands and how it is written there. */
export type Expression = v.InferOutput<typeof Expression>

/** A value of `map`: a column, or an expression. */
const MapValue = v.lazy((input) =>
  typeof input === 'string'
    ? v.pipe(
        nonEmptyText,
        v.transform((column): Expression => ({ column })),
      )
    : Expression,
)

/** The fields of a map, each with its expression; every fault is told once. */
export const FieldMap = v.pipe(
  v.record(v.string(), MapValue, 'is to be an object of fields'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!isFieldMap(dataset.value)) return
    // A field that is at fault already is told of once.
    const told = new Set(dataset.issues?.map(({ path }) => path?.[0]?.key))
    for (const { field, says } of faultsOfMap(dataset.value)) {
      const value = dataset.value[field]
      const path = [{ type: 'object', origin: 'value', input: dataset.value, key: field, value }] as const
      if (!told.has(field)) addIssue({ message: says, path: [...path] })
    }
  }),
)

const isFieldMap = (value: unknown): value is Record<string, Expression> => isObject(value)

function faultsOfMap(map: Record<string, Expression>): { field: string; says: string }[] {
  const faults = Object.entries(map).flatMap(([field, expression]) => {
    const says = faultOfField(field, expression)
    return says ? [{ field, says }] : []
  })
  if (!map.title) faults.push({ field: 'title', says: 'is missing: a game has a title' })
  if (map.edition && !map.platforms)
    faults.push({ field: 'edition', says: 'belongs to the release on a platform: map platforms too' })
  if (map.votes && !map['score.users'] && !map['score.critics'])
    faults.push({ field: 'votes', says: 'are those of a score: map score.users or score.critics too' })
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
    : `there are ${Object.keys(MAP_FIELDS).join(', ')}, externalIds.<source>`
  return `is no field; ${hint}`
}

function faultOfExpression(type: FieldType, expression: Expression): string | undefined {
  const allowed = conversionsOf(type)
  const used = CONVERSIONS.filter((conversion) => expression[conversion] !== undefined)
  const strange = used.find((conversion) => !allowed.includes(conversion))
  if (strange) return `takes ${allowed.join(', ')}, not ${strange}`
  return faultOfPlace(type, expression) ?? faultOfTogether(type, expression, used)
}

/** A value stands in a column, or is a constant, or is what several columns of yes and no say. */
function faultOfPlace(type: FieldType, { column, const: constant, flags }: Expression): string | undefined {
  const places = [column, constant, flags].filter((place) => place !== undefined)
  if (places.length !== 1) return `needs either a column or ${type === 'list' ? 'a const or flags' : 'a const'}`
  if (Array.isArray(column) && type !== 'count') return 'takes a single column'
  return undefined
}

/** What may not stand together, and what a kind may not be. */
function faultOfTogether(type: FieldType, expression: Expression, used: readonly Conversion[]): string | undefined {
  const alone = used.find((conversion) => ALONE.includes(conversion))
  if (alone && used.length > 1) return `takes one of ${used.join(', ')}, not both`
  if (expression.split !== undefined && expression.words) return 'takes one of split, words, not both'
  const constants = [expression.const ?? [], Object.values(expression.codes ?? {})]
  if (constants.flat().every((constant) => isConstant(type, constant)) && isSingle(type, expression)) return undefined
  return type === 'kind' ? 'is of no kind that there is' : 'takes a single text'
}

const isSingle = (type: FieldType, { const: constant }: Expression): boolean =>
  type === 'list' || !Array.isArray(constant)
