import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { nearest } from '#lib/suggest'
import type { Clock } from '#seed/contract/clock'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { OpenedInput } from '#seed/contract/source'
import { databaseFingerprint, databaseLogin } from './address'
import { createServer, type Server } from './connection'
import type { RelationalSource } from './database-source'
import type { QueryColumn, Shape, SqlDialect } from './dialect'
import { readKeyset } from './keyset'
import { mysql } from './mysql'
import { postgres } from './postgres'
import { sqlite } from './sqlite'
import { withoutEnd } from './statement'

const DIALECTS: Record<RelationalSource['format'], SqlDialect> = { postgres, mysql, sqlite }

/** Settings for reading a database, besides its entry. */
export type DatabaseContext = {
  /** Folder from which relative paths of the entry are resolved. */
  folder: string
  /** Columns and paths the entry uses; every one must exist in a relational query. */
  columns: readonly string[]
  clock: Clock
  /** Longest time for one connection to a database server, in ms. (Default: 15,000) */
  connectTimeoutMs?: number | undefined
}

const CONNECT_TIMEOUT_MS = 15_000

/**
 * Opens a query of a relational database: checks its columns; its rows are read later, page by page.
 *
 * An unfinished run resumes after the last key it read.
 *
 * @throws {Failure} `configuration`, or `source_unavailable`: here after one try, while reading after 5
 */
export async function openRelational(
  entry: RelationalSource,
  { folder, columns, clock, connectTimeoutMs = CONNECT_TIMEOUT_MS }: DatabaseContext,
): Promise<OpenedInput> {
  const login = await databaseLogin(entry, folder)
  const dialect = DIALECTS[entry.format]
  const query = withoutEnd(entry.query)
  const server = (tries?: 1) =>
    createServer({ source: entry.name, dialect, login, clock, connectTimeoutMs, ...(tries && { tries }) })
  const shape = await describe(entry, columns, dialect, server(1))
  return {
    dataset: entry.name,
    fingerprint: databaseFingerprint(entry, login),
    ...(entry.complete && { complete: true }),
    pages: (after) => readPages({ source: entry.name, query, dialect, shape }, server(), after),
  }
}

type Reading = { source: string; query: string; dialect: SqlDialect; shape: Shape }

async function* readPages(reading: Reading, opened: Server, after: Checkpoint | undefined): Stream<Page> {
  await using server = opened
  yield* readKeyset({ ...reading, ask: server.ask }, after)
}

async function describe(
  entry: RelationalSource,
  used: readonly string[],
  dialect: SqlDialect,
  opened: Server,
): Promise<Shape> {
  await using server = opened
  const result = await server.ask(dialect.columnsOf(withoutEnd(entry.query)), [dialect.columnsLimit])
  const described = result.columns ?? Object.keys(result[0] ?? {}).map((name) => ({ name, type: 0, flags: 0 }))
  const columns = described.map(({ name, type, flags = 0 }) => ({ name, type, flags }))
  requireColumns(entry, used, columns)
  const keys = [entry.key].flat().flatMap((key) => columns.find(({ name }) => name === key) ?? [])
  return await dialect.shapeOf(server.ask, columns, keys)
}

function requireColumns(entry: RelationalSource, used: readonly string[], columns: readonly QueryColumn[]): void {
  const names = columns.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined)
    throw new Failure(
      'configuration',
      `The query of ${entry.name} has two columns "${twice}": rename one of them with "as".`,
    )
  const keys = [entry.key].flat()
  const missing = used.find((column) => !names.includes(keys.includes(column) ? column : first(column, names)))
  if (missing === undefined) return
  const meant = nearest(missing, names)
  const advice = meant ? `did you mean "${meant}"?` : `it has ${names.slice(0, 20).join(', ')}.`
  throw new Failure('configuration', `The query of ${entry.name} has no column "${missing}": ${advice}`)
}

/** Returns the column itself, or the first step of a path such as `meta.score`. */
const first = (column: string, names: readonly string[]): string =>
  names.includes(column) ? column : (column.split('.')[0] ?? column)
