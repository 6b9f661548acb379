import * as v from 'valibot'
import type { Licence } from '#catalogue/record'
import { Failure } from '#lib/errors'
import { ENCODINGS } from '#seed/contract/encoding'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { ELASTICSEARCH, faultOfAddress, RELATIONAL } from '#seed/databases/entry'
import { closed, nonEmptyText } from './closed'
import { FieldMap } from './expression'
import { SOURCE_NAME } from './language'
import { type ConfigFault, type Located, parseLocated } from './located-json'

const flag = v.boolean('is to be true or false')

const DeclaredLicence = closed({
  name: nonEmptyText,
  redistributable: flag,
  commercial: v.optional(flag, false),
  attribution: v.optional(v.nullable(nonEmptyText), null),
  url: v.optional(v.nullable(nonEmptyText), null),
})

const UNSTATED: Licence = { name: 'unstated', redistributable: false, commercial: false, attribution: null, url: null }

/** What every entry says. */
const COMMON = {
  name: v.pipe(
    nonEmptyText,
    v.regex(SOURCE_NAME, 'is to be of small letters, digits and hyphens, at most 40'),
    v.check((name) => !SUBCOMMANDS.includes(name), 'is a command of its own: choose another name'),
  ),
  title: v.optional(nonEmptyText),
  key: v.union(
    [nonEmptyText, v.pipe(v.array(nonEmptyText), v.nonEmpty('is empty'))],
    'is to be a column or a list of columns',
  ),
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
  format: v.picklist(
    ['csv', 'ndjson', 'json', 'parquet'],
    'is to be csv, ndjson, json, parquet, postgres, mysql, sqlite or elasticsearch',
  ),
  from: v.optional(nonEmptyText),
  encoding: v.optional(v.picklist(ENCODINGS, `is to be one of ${ENCODINGS.join(', ')}`)),
  records: v.optional(nonEmptyText),
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
  $schema: v.optional(nonEmptyText),
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
    faults.push(...takenNames(sources, located, reserved), ...wrongMembers(sources, located))
  }
  if (parsed.success && faults.length === 0) return parsed.output.sources
  const lines = faults.sort((a, b) => a.line - b.line).map(({ line, path, says }) => `  line ${line}, ${path}: ${says}`)
  throw new Failure('configuration', `"${file}" needs a hand:\n${lines.join('\n')}`)
}

const faultsOf = (issues: readonly v.BaseIssue<unknown>[], located: Located): ConfigFault[] =>
  issues.map(({ path, message }) => faultAt(located, path?.map(({ key }) => String(key)) ?? [], message))

/** A fault on the line of its value, or of the nearest thing around it where the value is missing. */
function faultAt({ lines }: Located, path: readonly string[], says: string): ConfigFault {
  let known = path.length
  while (known > 0 && !lines.has(path.slice(0, known).join('.'))) known--
  return { line: lines.get(path.slice(0, known).join('.')) ?? 1, path: path.join('.') || 'the file', says }
}

function takenNames(entries: readonly Entry[], located: Located, reserved: readonly string[]): ConfigFault[] {
  return entries.flatMap(({ name }, at) => {
    const path = ['sources', String(at), 'name']
    if (reserved.includes(name)) return [faultAt(located, path, 'is a source of its own already: choose another name')]
    const isRepeated = entries.findIndex((entry) => entry.name === name) !== at
    return isRepeated ? [faultAt(located, path, 'is the name of another source: choose another')] : []
  })
}

const wrongMembers = (entries: readonly Entry[], located: Located): ConfigFault[] =>
  entries.flatMap((entry, at) => {
    const fault =
      faultOfEncoding(entry) ?? (entry.from === undefined ? undefined : faultOfAddress({ ...entry, from: entry.from }))
    return fault ? [faultAt(located, ['sources', String(at), fault.member], fault.says)] : []
  })

function faultOfEncoding(entry: Entry): { member: string; says: string } | undefined {
  if (!('encoding' in entry) || entry.encoding === undefined || entry.format === 'csv') return undefined
  return { member: 'encoding', says: `is of csv alone: ${entry.format} is UTF-8` }
}
