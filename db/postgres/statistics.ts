import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Share of a table by which it has grown, from which on the statistics of it are taken again. */
const GROWTH = 0.5

/**
 * Takes the statistics of the tables that are half as large again as when they were last taken, or that have none yet: without them
 * Postgres may read a whole table for every row of another one. A server does so itself, but only about a minute later; the embedded
 * store never does. Call it outside a transaction. Leaves out tables of somebody else, and unlogged ones, which a run drops.
 */
export async function analyzeGrownTables(db: Db): Promise<void> {
  const grown = await rowsOf<{ name: string }>(db, GROWN_TABLES)
  if (grown.length > 0) await db.execute(sql.raw(`analyze ${grown.map(({ name }) => name).join(', ')}`))
}

const GROWN_TABLES = sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = current_schema() and c.relkind = 'r' and c.relpersistence = 'p' and has_table_privilege(c.oid, 'maintain')
  and pg_relation_size(c.oid) / current_setting('block_size')::int > c.relpages * ${1 + GROWTH}::float8`
