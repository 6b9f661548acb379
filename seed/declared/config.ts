import * as v from 'valibot'
import { closed, nonEmptyText } from '#catalogue/list/cells/closed'
import { FieldMap } from '#catalogue/list/cells/expression'
import { SOURCE_NAME_PATTERN } from '#catalogue/list/cells/mapping-syntax'
import { ENCODINGS } from '#catalogue/list/encoding/names'
import { type Licence, SALES_COUNTS } from '#catalogue/record'
import { Failure } from '#lib/errors'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { hasSeveralStatements } from '#seed/databases/statement'
import { ELASTICSEARCH, faultOfAddress, RELATIONAL } from './database-entry'
import { type ConfigFault, type LocatedJson, parseLocatedJson } from './located-json'

const flag = v.boolean('must be true or false')

const DeclaredLicence = closed({
  name: nonEmptyText,
  redistributable: flag,
  commercial: v.optional(flag, false),
  attribution: v.optional(v.nullable(nonEmptyText), null),
  url: v.optional(v.nullable(nonEmptyText), null),
})

const UNSTATED: Licence = { name: 'unstated', redistributable: false, commercial: false, attribution: null, url: null }

const NAME_FORM = 'must be 1 to 40 lower-case letters, digits and hyphens'

/** Members of every entry. */
const COMMON = {
  name: v.pipe(
    nonEmptyText,
    v.regex(SOURCE_NAME_PATTERN, NAME_FORM),
    v.check((name) => !SUBCOMMANDS.includes(name), 'is the name of a command: choose another name'),
  ),
  title: v.optional(nonEmptyText),
  key: v.union(
    [nonEmptyText, v.pipe(v.array(nonEmptyText), v.nonEmpty('is empty'))],
    'must be a column or a list of columns',
  ),
  trust: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be 0 to 100'),
      v.maxValue(100, 'must be 0 to 100'),
    ),
    50,
  ),
  origin: v.optional(v.pipe(nonEmptyText, v.regex(SOURCE_NAME_PATTERN, NAME_FORM))),
  salesCount: v.optional(v.picklist(SALES_COUNTS, `must be ${SALES_COUNTS.join(' or ')}`)),
  licence: v.optional(DeclaredLicence, UNSTATED),
  complete: v.optional(flag),
  map: FieldMap,
}

const FileEntry = closed({
  ...COMMON,
  format: v.picklist(
    ['csv', 'ndjson', 'json', 'parquet'],
    'must be csv, ndjson, json, parquet, postgres, mysql, sqlite or elasticsearch',
  ),
  from: v.optional(nonEmptyText),
  encoding: v.optional(v.picklist(ENCODINGS, `must be one of ${ENCODINGS.join(', ')}`)),
  header: v.optional(v.pipe(v.array(nonEmptyText, 'must be a list of texts'), v.nonEmpty('is empty'))),
  records: v.optional(nonEmptyText),
  layout: v.optional(v.literal('columns', 'must be columns')),
})
const RelationalEntry = v.pipe(
  closed({ ...COMMON, ...RELATIONAL }),
  v.forward(
    v.partialCheck(
      [['format'], ['query']],
      ({ format, query }) => !hasSeveralStatements(query, format),
      'contains several statements: keep one select',
    ),
    ['query'],
  ),
)
const ElasticsearchEntry = closed({ ...COMMON, ...ELASTICSEARCH })

/** A declared source that is read from files, from a relational database, or from an Elasticsearch index. */
export type FileEntry = v.InferOutput<typeof FileEntry>
export type RelationalEntry = v.InferOutput<typeof RelationalEntry>
export type ElasticsearchEntry = v.InferOutput<typeof ElasticsearchEntry>
export type Entry = FileEntry | RelationalEntry | ElasticsearchEntry

/** Schema of an entry; its `format` decides which members it has. */
const Entry = v.lazy((input) => {
  const format = typeof input === 'object' && input !== null && 'format' in input ? input.format : undefined
  if (v.is(RELATIONAL.format, format)) return RelationalEntry
  return v.is(ELASTICSEARCH.format, format) ? ElasticsearchEntry : FileEntry
})

const DeclaredConfig = closed({
  $schema: v.optional(nonEmptyText),
  sources: v.array(Entry, 'must be a list of sources'),
})

/**
 * Parses the sources that a configuration file declares. `reserved` are names that are taken.
 *
 * @throws {Failure} `configuration`, naming every fault with its line; `file` begins the message
 */
export function parseDeclared(content: string, file: string, reserved: readonly string[]): Entry[] {
  const located = parseLocatedJson(content, file)
  const parsed = v.safeParse(DeclaredConfig, located.value)
  const faults = [...located.faults, ...faultsOf(parsed.issues ?? [], located)]
  if (parsed.success) {
    const { sources } = parsed.output
    faults.push(...takenNames(sources, located, reserved), ...wrongMembers(sources, located))
  }
  if (parsed.success && faults.length === 0) return parsed.output.sources
  const lines = faults.sort((a, b) => a.line - b.line).map(({ line, path, says }) => `  line ${line}, ${path}: ${says}`)
  throw new Failure('configuration', `"${file}" is not valid, correct these lines:\n${lines.join('\n')}`)
}

const faultsOf = (issues: readonly v.BaseIssue<unknown>[], { faultAt }: LocatedJson): ConfigFault[] =>
  issues.map(({ path = [], message }) =>
    faultAt(
      path.map(({ key }) => (typeof key === 'number' ? key : String(key))),
      message,
    ),
  )

function takenNames(entries: readonly Entry[], { faultAt }: LocatedJson, reserved: readonly string[]): ConfigFault[] {
  const first = new Map(entries.map(({ name }, at) => [name, at] as const).toReversed())
  return entries.flatMap(({ name }, at) => {
    const path = ['sources', at, 'name']
    if (reserved.includes(name)) return [faultAt(path, 'is already the name of a source: choose another name')]
    return first.get(name) !== at ? [faultAt(path, 'is the name of another source: choose another')] : []
  })
}

const wrongMembers = (entries: readonly Entry[], { faultAt }: LocatedJson): ConfigFault[] =>
  entries.flatMap((entry, at) => {
    const fault =
      faultOfEncoding(entry) ??
      faultOfHeader(entry) ??
      faultOfLayout(entry) ??
      (entry.from === undefined ? undefined : faultOfAddress({ ...entry, from: entry.from }))
    return fault ? [faultAt(['sources', at, fault.member], fault.says)] : []
  })

function faultOfEncoding(entry: Entry): { member: string; says: string } | undefined {
  if (!('encoding' in entry) || entry.encoding === undefined || entry.format === 'csv') return undefined
  return { member: 'encoding', says: `is only for csv: ${entry.format} is always UTF-8` }
}

function faultOfHeader(entry: Entry): { member: string; says: string } | undefined {
  if (!('header' in entry) || entry.header === undefined || entry.format === 'csv') return undefined
  return { member: 'header', says: `is only for csv: ${entry.format} has names in every record` }
}

function faultOfLayout(entry: Entry): { member: string; says: string } | undefined {
  if (!('layout' in entry) || entry.layout === undefined) return undefined
  if (entry.format !== 'json') return { member: 'layout', says: 'is only for json' }
  return entry.records === undefined ? undefined : { member: 'layout', says: 'has no effect beside records: keep one' }
}
