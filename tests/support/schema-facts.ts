import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

export type Column = { name: string; type: string; required: boolean; value: string | null }

/** Constraint of a table; a foreign key (`f`) goes from `columns` to the table `parent`. */
export type Constraint = { kind: 'p' | 'u' | 'f' | 'c'; columns: string[]; parent: string | null; definition: string }

export type Table = {
  name: string
  unlogged: boolean
  columns: Column[]
  constraints: Constraint[]
  indexes: string[]
}

/** Returns every table of a migrated store from the catalogue of the server, so that no change of a migration is missed. */
export async function readSchema(db: Db): Promise<Table[]> {
  const tables = await rowsOf<{ name: string; unlogged: boolean }>(
    db,
    sql`select relname as name, relpersistence = 'u' as unlogged from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  )
  return Promise.all(
    tables.map(async ({ name, unlogged }) => ({
      name,
      unlogged,
      columns: await columnsOf(db, name),
      constraints: await constraintsOf(db, name),
      indexes: await indexesOf(db, name),
    })),
  )
}

const columnsOf = (db: Db, table: string) =>
  rowsOf<Column>(
    db,
    sql`select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required,
          case when attidentity <> '' then 'identity' when attgenerated <> '' then 'generated: ' else '' end
            || coalesce(pg_get_expr(adbin, adrelid), '') as value
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`,
  )

const constraintsOf = (db: Db, table: string) =>
  rowsOf<Constraint>(
    db,
    sql`select contype as kind, confrelid::regclass::text as parent, pg_get_constraintdef(oid) as definition,
          array(select attname::text from unnest(conkey) with ordinality as k (num, at)
                join pg_attribute on attrelid = conrelid and attnum = num order by at) as columns
        from pg_constraint where conrelid = ${table}::regclass and contype in ('p', 'u', 'f', 'c')
        order by contype, conname`,
  )

async function indexesOf(db: Db, table: string): Promise<string[]> {
  const rows = await rowsOf<{ definition: string }>(
    db,
    sql`select pg_get_indexdef(indexrelid) as definition from pg_index
        where indrelid = ${table}::regclass
          and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
        order by indexrelid::regclass::text`,
  )
  return rows.map((row) => row.definition)
}
