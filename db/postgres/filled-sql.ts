import { is, Placeholder, SQL, type SQLChunk, sql } from 'drizzle-orm'

/**
 * Returns SQL with values in place of its placeholders: for a statement that is not prepared, because its plan depends on the
 * values and it has too many shapes.
 */
export const filledSql = (query: SQL, values: Readonly<Record<string, unknown>>): SQL =>
  sql.join(query.queryChunks.map((chunk) => filledChunk(chunk, values)))

function filledChunk(chunk: SQLChunk, values: Readonly<Record<string, unknown>>): SQLChunk {
  if (is(chunk, Placeholder)) return sql`${values[chunk.name]}`
  if (is(chunk, SQL)) return filledSql(chunk, values)
  return Array.isArray(chunk) ? chunk.map((each) => filledChunk(each, values)) : chunk
}
