import { type SQL, sql } from 'drizzle-orm'

/** Columns of a recordset, from name to Postgres type. They are inserted into SQL as they are, so never pass input. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * Returns SQL for the `from` of a statement that reads rows, as `r`, from one JSON parameter. The SQL works with postgres.js and
 * PGlite, and for more rows than the 65,534 parameters of a statement allow.
 *
 * Members that are `undefined` or missing are null.
 */
export function recordset(rows: readonly object[], columns: ColumnTypes): SQL {
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(${sql.raw(typed.join(', '))})`
}

/** Returns the quoted names of columns, for an `insert` or a `select`. */
export const columnNames = (columns: ColumnTypes): SQL =>
  sql.raw(
    Object.keys(columns)
      .map((name) => `"${name}"`)
      .join(', '),
  )
