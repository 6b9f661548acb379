import { parseDate } from '#catalogue/clean/date'
import { isNoName } from '#catalogue/clean/missing'
import { cleanTitle } from '#catalogue/clean/title'
import { LONGEST_NAME } from '#catalogue/limits'
import { askedRecord } from '#catalogue/match/asked-record'
import type { CatalogueRecord } from '#catalogue/record'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { isObject } from '#lib/json-object'
import { BATCH_SIZE } from './manifest'
import { kindAsked } from './types'

/** A query by its name: the text, the record to match (absent without a usable title), and the most candidates to return. */
export type ReadQuery = { name: string; text: string; record?: CatalogueRecord; limit: number }

/** Most values of one property that are read. */
const MOST_VALUES = 50

/** Returns the queries of a batch, or what is wrong with its form. */
export function readQueries(batch: unknown): ReadQuery[] | string {
  if (!isObject(batch)) return 'queries: send an object of queries by name: {"q0": {"query": "Tetris"}}.'
  const queries = Object.entries(batch)
  if (queries.length > BATCH_SIZE) return `queries: send at most ${BATCH_SIZE} at once.`
  const read = queries.map(([name, query]) => readQuery(name, query))
  return read.find((each) => typeof each === 'string') ?? read.filter((each) => typeof each !== 'string')
}

function readQuery(name: string, value: unknown): ReadQuery | string {
  if (!isObject(value)) return 'queries: each query must be an object.'
  const wrong = wrongMember(value)
  if (wrong !== undefined) return wrong
  const { query = '', type = [], limit, properties = [] } = value
  const text = String(query)
  const most = typeof limit === 'number' && limit > 0 ? Math.floor(limit) : BATCH_SIZE
  const kind = kindAsked([type].flat().map(String))
  const record = recordOf(text, valuesByProperty(properties as readonly Property[])) // safe: `wrongMember` has checked the form
  return { name, text, limit: most, ...(record && { record: { ...record, ...(kind && { kind }) } }) }
}

/** Members of a query: the test of each, and what it must be. */
const CHECKS: Readonly<Record<string, [test: (value: unknown) => boolean, must: string]>> = {
  query: [(value) => isText(value), 'a text'],
  type: [(value) => [value].flat().every(isText), 'a text or a list of texts'],
  limit: [(value) => typeof value === 'number', 'a number'],
  properties: [(value) => isProperties(value), 'a list of objects with `pid` and `v`'],
  type_strict: [(value) => isText(value), 'a text'],
}

function wrongMember(query: Record<string, unknown>): string | undefined {
  if (Object.keys(query).some((name) => !Object.hasOwn(CHECKS, name)))
    return `queries: a query may have ${Object.keys(CHECKS).join(', ')}.`
  if (query.query === undefined && query.properties === undefined)
    return 'queries: each query needs `query` or `properties`.'
  for (const [name, [test, must]] of Object.entries(CHECKS))
    if (query[name] !== undefined && !test(query[name])) return `queries: \`${name}\` must be ${must}.`
  return undefined
}

const isText = (value: unknown): value is string => typeof value === 'string'

type Property = { pid: string; v: unknown }

const isProperties = (value: unknown): value is Property[] =>
  Array.isArray(value) && value.every((each) => isObject(each) && isText(each.pid) && 'v' in each)

/** Returns the values of each property as texts; of an entity its name, otherwise its id. */
function valuesByProperty(properties: readonly Property[]): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const { pid, v } of properties)
    values.set(pid, [...(values.get(pid) ?? []), ...[v].flat().flatMap(valueText)].slice(0, MOST_VALUES))
  return values
}

function valueText(value: unknown): string[] {
  const single = isObject(value) ? (value.name ?? value.id) : value
  const text = typeof single === 'string' || typeof single === 'number' ? String(single).trim() : ''
  return text === '' || text.length > LONGEST_NAME ? [] : [text]
}

/** Returns the record of a query; `undefined` if its text is no title. A value that cannot be read is no evidence. */
function recordOf(text: string, values: ReadonlyMap<string, string[]>): CatalogueRecord | undefined {
  const title = text.length > LONGEST_NAME ? undefined : cleanTitle(text)
  if (title === undefined || isNoName(title)) return undefined
  const date = parseDate(values.get('year')?.[0] ?? '')
  const platforms = values.get('platform') ?? []
  const companies = values.get('company') ?? []
  return askedRecord({ title, platforms, companies, ...(date.ok && { released: date.value }) }, standardVocabulary)
}
