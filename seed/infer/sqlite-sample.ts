import { basename } from 'node:path'
import { sampleColumns } from '#catalogue/list/columns/columns'
import { guessTitle } from '#catalogue/list/columns/guess-base'
import { Failure } from '#lib/errors'
import { type SqliteTable, sampleSqliteTables } from '#seed/databases/sqlite-tables'
import type { Sample } from './sample'

/** Usual endings of the names of SQLite files. */
export const SQLITE_EXTENSIONS = ['.sqlite', '.sqlite3', '.db', '.db3']

const MAGIC = 'SQLite format 3\0'

/** True if a file is one of SQLite by its first bytes, or by its name and because it is not text: an encrypted one has no mark. */
export function isSqlite(name: string, head: Buffer): boolean {
  if (head.toString('latin1', 0, MAGIC.length) === MAGIC) return true
  return SQLITE_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension)) && head.includes(0)
}

/**
 * Samples the table or view of a SQLite file that is most likely the list: one with a column named like a title, with the most rows.
 *
 * @throws {Failure} as `sampleSqliteTables`; `wrong_header` if no table has rows
 */
export async function sampleSqlite(path: string, rows: number): Promise<Sample> {
  const file = basename(path)
  const tables = (await sampleSqliteTables(path, rows)).filter((table) => table.rows.length > 0)
  const [best, ...others] = tables.toSorted((a, b) => likelihood(b) - likelihood(a))
  if (!best) throw new Failure('wrong_header', `"${file}" has no table with rows: check that this is the right file.`)
  const remarks = others.length === 0 ? [] : [otherTables(best, others)]
  const { query, key, isView } = best
  const sample = { file, format: 'sqlite' as const, query, rows: best.rows, remarks }
  if (key.length > 0) return { ...sample, key }
  if (isView || 'rowid' in (best.rows[0] ?? {})) return sample
  return {
    ...sample,
    query: query.replace('select *', 'select rowid, *'),
    key: ['rowid'],
    remarks: [...remarks, BY_ROWID],
  }
}

/** A table without a primary key has row ids, which stay the same until the file is rebuilt. */
const BY_ROWID =
  'key: the table has no primary key, so rows are known by their rowid. Use a column that never changes, if there is one.'

const otherTables = ({ name }: SqliteTable, others: readonly SqliteTable[]): string =>
  `query: "${name}" seems to be the list. Other tables: ${others.map((table) => `"${table.name}"`).join(', ')}.`

/** Rows count less than a column named like a title. */
const NAMED = 1_000_000

function likelihood({ rows }: SqliteTable): number {
  const [title] = guessTitle(sampleColumns(rows).columns)
  return rows.length + (title && title.remark === undefined ? NAMED : 0)
}
