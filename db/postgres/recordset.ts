import { type SQL, sql } from 'drizzle-orm'

/** A column of a recordset and its Postgres type. Names are ours, never input. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * Rows for a statement's `from`, as `r`, out of one JSON parameter: one mechanism for both stores and any number of rows.
 *
 * Members that are `undefined` or missing read as null.
 */
export function recordset(rows: readonly object[], columns: ColumnTypes): SQL {
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(${sql.raw(typed.join(', '))})`
}

/** The names of columns, for the list of an insert or a select. */
export const columnNames = (columns: ColumnTypes): SQL =>
  sql.raw(
    Object.keys(columns)
      .map((name) => `"${name}"`)
      .join(', '),
  )
