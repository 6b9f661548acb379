import type { TransferTransaction } from '#db/postgres/transfer'

/**
 * Tables that a backup leaves out, because they are made from the others: by triggers, by the code, or by the next run; and what is
 * about this database only: its migrations and its last backup. Every other table of the schema is in it.
 */
export const DERIVED_TABLES: ReadonlySet<string> = new Set([
  'schema_migration',
  'last_backup',
  'staging_record',
  'game_list',
  'list_size',
  'game_figure',
  'game_likeness',
  'likeness_graph',
  'match_edge',
  'match_component',
  'search_outbox',
  'search_rebuild',
  'game_search',
  'search_word',
  'search_word_deletion',
])

/** The staging table of a run, which starts again without it. */
const STAGING = /^staging_\d+$/

/** A table of a backup and its columns, without generated ones. */
export type BackupTable = { name: string; columns: string[] }

/** Lists the tables of the schema that belong in a backup, by name. */
export async function listBackupTables(tx: TransferTransaction): Promise<BackupTable[]> {
  const rows = await tx.query<{ name: string; columns: string }>(TABLES, [])
  return rows
    .filter(({ name }) => !DERIVED_TABLES.has(name) && !STAGING.test(name))
    .map(({ name, columns }) => ({ name, columns: columns.split(',') }))
}

const TABLES = `select c.relname::text as name, string_agg(a.attname::text, ',' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  group by c.relname order by c.relname collate "C"`

/** The last number that an identity column gave; `null` before the first. */
export type LastNumber = { table: string; column: string; last: string | null }

/** Lists the identity columns of tables, with their last numbers, by table. */
export async function listLastNumbers(
  tx: TransferTransaction,
  tables: readonly { name: string }[],
): Promise<LastNumber[]> {
  const wanted = new Set(tables.map(({ name }) => name))
  const rows = await tx.query<LastNumber>(NUMBERS, [])
  return rows.filter(({ table }) => wanted.has(table)).map(({ table, column, last }) => ({ table, column, last }))
}

const NUMBERS = `select c.relname::text as table, a.attname::text as column, pg_sequence_last_value(d.objid)::text as last
  from pg_depend d
  join pg_class s on s.oid = d.objid and s.relkind = 'S'
  join pg_class c on c.oid = d.refobjid
  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('i', 'a')
    and c.relnamespace = current_schema()::regnamespace
  order by c.relname collate "C", a.attname collate "C"`

/** Sets the numbers that identity columns continue after. */
export async function setLastNumbers(tx: TransferTransaction, numbers: readonly LastNumber[]): Promise<void> {
  for (const { table, column, last } of numbers)
    if (last !== null)
      await tx.query(`select setval(pg_get_serial_sequence($1::text, $2::text)::regclass, $3::text::bigint)::text`, [
        `"${table}"`,
        column,
        last,
      ])
}
