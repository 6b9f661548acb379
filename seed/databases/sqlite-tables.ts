import { basename, resolve } from 'node:path'
import type { Clock } from '#seed/contract/clock'
import { parseRecord } from '#seed/formats/json/record'
import { createServer, type Server } from './connection'
import { asTable } from './dialect'
import { sqlite } from './sqlite'

/**
 * A table or view of a SQLite file: a query of it, the columns of its primary key (none if it has no key of its own) and its first
 * rows, by column.
 */
export type SqliteTable = {
  name: string
  isView: boolean
  key: string[]
  query: string
  rows: Record<string, unknown>[]
}

const MOST_TABLES = 50

/** One try is enough for a sample, so nothing waits. */
const clock: Clock = { now: Date.now, sleep: async () => {} }

/**
 * Reads the first rows of every table and view of a SQLite file, at most 50 of them, without changing it.
 *
 * @throws {Failure} `source_unavailable` if it is locked, `source_unreadable` if it is encrypted, damaged or no SQLite file,
 * `configuration` if it cannot be opened
 */
export async function sampleSqliteTables(path: string, rows: number): Promise<SqliteTable[]> {
  const login = { address: resolve(path), password: undefined }
  await using server = createServer({
    source: `"${basename(path)}"`,
    dialect: sqlite,
    login,
    clock,
    connectTimeoutMs: 0,
    tries: 1,
  })
  const found = await server.ask(
    "select name, type from sqlite_schema where type in ('table', 'view') and name not like 'sqlite!_%' escape '!' order by name limit ?1",
    [MOST_TABLES],
  )
  const tables: SqliteTable[] = []
  for (const { name, type } of found) tables.push(await sampleTable(server, String(name), type === 'view', rows))
  return tables
}

async function sampleTable({ ask }: Server, name: string, isView: boolean, limit: number): Promise<SqliteTable> {
  const query = `select * from ${sqlite.quote(name)}`
  const keys = await ask('select name from pragma_table_info(?1) where pk > 0 order by pk', [name])
  const [described = {}] = await ask(sqlite.columnsOf(query), [sqlite.columnsLimit])
  const columns = Object.keys(described).map((column) => ({ name: column, type: 0, flags: 0 }))
  const { record, textOf } = await sqlite.shapeOf(ask, columns, [])
  const found = await ask(`select ${record} from ${asTable(query)} limit ?1`, [limit])
  const rows = found.flatMap((row) => {
    const parsed = parseRecord(textOf(row))
    return 'value' in parsed ? [parsed.value] : []
  })
  return { name, isView, key: keys.map((key) => String(key.name)), query, rows }
}
