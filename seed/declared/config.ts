import * as v from 'valibot'
import type { Licence } from '#catalogue/record'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { ELASTICSEARCH, faultOfAddress, RELATIONAL } from '#seed/databases/entry'
import { closed, text } from './closed'
import {
  CONVERSIONS,
  conversionsOf,
  DATE_PATTERN,
  FIELDS,
  type FieldType,
  isConstant,
  SOURCE_NAME,
  SUBCOMMANDS,
  typeOfField,
} from './language'
import { type Fault, type Located, parseLocated } from './located-json'

const flag = v.boolean('is to be true or false')
const positive = v.pipe(v.number('is to be a number'), v.gtValue(0, 'is to be more than 0'))

const Expression = closed({
  column: v.optional(text),
  split: v.optional(text),
  scale: v.optional(positive),
  date: v.optional(
    v.pipe(text, v.regex(DATE_PATTERN, 'is to be a pattern of D DD M MM MMM MMMM YY YYYY, or X, or x: "D MMM YYYY"')),
  ),
  number: v.optional(v.union([v.literal(true), positive], 'is to be true or a factor more than 0')),
  words: v.optional(v.literal(true, 'is to be true')),
  const: v.optional(v.union([text, v.array(text)], 'is to be a text or a list of texts')),
})

/** Where a field's value stands and how it is written there. */
export type Expression = v.InferOutput<typeof Expression>

/** A value of `map`: a column, or an expression. */
const MapValue = v.lazy((input) =>
  typeof input === 'string'
    ? v.pipe(
        text,
        v.transform((column): Expression => ({ column })),
      )
    : Expression,
)

const FieldMap = v.pipe(
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

const isFieldMap = (value: unknown): value is Record<string, Expression> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
  const meant = nearest(field, Object.keys(FIELDS))
  const hint = meant ? `did you mean "${meant}"?` : `there are ${Object.keys(FIELDS).join(', ')}, externalIds.<source>`
  return `is no field; ${hint}`
}

function faultOfExpression(type: FieldType, expression: Expression): string | undefined {
  const allowed = conversionsOf(type)
  const used = CONVERSIONS.filter((conversion) => expression[conversion] !== undefined)
  const strange = used.find((conversion) => !allowed.includes(conversion))
  if (strange) return `takes ${allowed.join(', ') || 'no conversion'}, not ${strange}`
  if ((expression.column === undefined) === (expression.const === undefined)) return 'needs either a column or a const'
  if (used.length > 1 && type === 'list') return `takes one of ${used.join(', ')}, not both`
  return expression.const === undefined ? undefined : faultOfConstant(type, expression.const)
}

function faultOfConstant(type: FieldType, constant: string | readonly string[]): string | undefined {
  if (isConstant(type, constant)) return undefined
  return type === 'kind' ? 'is of no kind that there is' : 'takes a single text'
}

const DeclaredLicence = closed({
  name: text,
  redistributable: flag,
  commercial: v.optional(flag, false),
  attribution: v.optional(v.nullable(text), null),
  url: v.optional(v.nullable(text), null),
})

const UNSTATED: Licence = { name: 'unstated', redistributable: false, commercial: false, attribution: null, url: null }

/** What every entry says. */
const COMMON = {
  name: v.pipe(
    text,
    v.regex(SOURCE_NAME, 'is to be of small letters, digits and hyphens, at most 40'),
    v.check((name) => !SUBCOMMANDS.includes(name), 'is a command of its own: choose another name'),
  ),
  title: v.optional(text),
  key: v.union([text, v.pipe(v.array(text), v.nonEmpty('is empty'))], 'is to be a column or a list of columns'),
  trust: v.optional(
    v.pipe(
      v.number('is to be a number'),
      v.integer('is to be whole'),
      v.minValue(0, 'is 0 to 100'),
      v.maxValue(100, 'is 0 to 100'),
    ),
    50,
  ),
  licence: v.optional(DeclaredLicence, UNSTATED),
  map: FieldMap,
}

const FileEntry = closed({
  ...COMMON,
  format: v.picklist(['csv', 'ndjson', 'json'], 'is to be csv, ndjson, json, postgres, mysql, sqlite or elasticsearch'),
  from: v.optional(text),
  records: v.optional(text),
})
const RelationalEntry = closed({ ...COMMON, ...RELATIONAL })
const ElasticsearchEntry = closed({ ...COMMON, ...ELASTICSEARCH })

/** One source as it is declared: read from files, from a relational database, or from an Elasticsearch index. */
export type FileEntry = v.InferOutput<typeof FileEntry>
export type RelationalEntry = v.InferOutput<typeof RelationalEntry>
export type ElasticsearchEntry = v.InferOutput<typeof ElasticsearchEntry>
export type Entry = FileEntry | RelationalEntry | ElasticsearchEntry

/** Its format decides which members an entry has. */
const Entry = v.lazy((input) => {
  const format = typeof input === 'object' && input !== null && 'format' in input ? input.format : undefined
  if (v.is(RELATIONAL.format, format)) return RelationalEntry
  return v.is(ELASTICSEARCH.format, format) ? ElasticsearchEntry : FileEntry
})

const DeclaredConfig = closed({
  $schema: v.optional(text),
  sources: v.array(Entry, 'is to be a list of sources'),
})

/**
 * The sources a configuration file declares. `reserved` are names that are taken.
 *
 * @throws {Failure} `configuration`, naming every fault with its line; `file` begins the message
 */
export function parseDeclared(content: string, file: string, reserved: readonly string[]): Entry[] {
  const located = parseLocated(content, file)
  const parsed = v.safeParse(DeclaredConfig, located.value)
  const faults = [...located.faults, ...faultsOf(parsed.issues ?? [], located)]
  if (parsed.success) {
    const { sources } = parsed.output
    faults.push(...takenNames(sources, located, reserved), ...wrongAddresses(sources, located))
  }
  if (parsed.success && faults.length === 0) return parsed.output.sources
  const lines = faults.sort((a, b) => a.line - b.line).map(({ line, path, says }) => `  line ${line}, ${path}: ${says}`)
  throw new Failure('configuration', `"${file}" needs a hand:\n${lines.join('\n')}`)
}

const faultsOf = (issues: readonly v.BaseIssue<unknown>[], located: Located): Fault[] =>
  issues.map(({ path, message }) => faultAt(located, path?.map(({ key }) => String(key)) ?? [], message))

/** A fault on the line of its value, or of the nearest thing around it where the value is missing. */
function faultAt({ lines }: Located, path: readonly string[], says: string): Fault {
  let known = path.length
  while (known > 0 && !lines.has(path.slice(0, known).join('.'))) known--
  return { line: lines.get(path.slice(0, known).join('.')) ?? 1, path: path.join('.') || 'the file', says }
}

function takenNames(entries: readonly Entry[], located: Located, reserved: readonly string[]): Fault[] {
  return entries.flatMap(({ name }, at) => {
    const path = ['sources', String(at), 'name']
    if (reserved.includes(name)) return [faultAt(located, path, 'is a source of its own already: choose another name')]
    const isRepeated = entries.findIndex((entry) => entry.name === name) !== at
    return isRepeated ? [faultAt(located, path, 'is the name of another source: choose another')] : []
  })
}

const wrongAddresses = (entries: readonly Entry[], located: Located): Fault[] =>
  entries.flatMap((entry, at) => {
    const fault = entry.from === undefined ? undefined : faultOfAddress({ ...entry, from: entry.from })
    return fault ? [faultAt(located, ['sources', String(at), fault.member], fault.says)] : []
  })
