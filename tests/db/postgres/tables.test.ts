import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import * as account from '#db/account/table'
import * as api from '#db/api/table'
import * as apiKey from '#db/api-key/table'
import * as audit from '#db/audit/table'
import * as backup from '#db/backup/table'
import * as change from '#db/change/table'
import * as collection from '#db/collection/table'
import * as company from '#db/company/table'
import * as decision from '#db/decision/table'
import * as game from '#db/game/table'
import * as genre from '#db/genre/table'
import * as login from '#db/login/table'
import * as match from '#db/match/table'
import * as platform from '#db/platform/table'
import * as privacy from '#db/privacy/table'
import * as quarantine from '#db/quarantine/table'
import * as record from '#db/record/table'
import * as release from '#db/release/table'
import * as run from '#db/run/table'
import * as searchText from '#db/search/postgres/table'
import * as search from '#db/search/table'
import * as session from '#db/session/table'
import * as similar from '#db/similar/table'
import * as source from '#db/source/table'
import { rowsOf } from '#db/stores'
import { createTestStores, type TestStores } from '#tests/support/stores'

const modules = [
  account,
  apiKey,
  audit,
  login,
  session,
  backup,
  change,
  collection,
  decision,
  api,
  company,
  game,
  genre,
  match,
  platform,
  privacy,
  quarantine,
  record,
  release,
  run,
  searchText,
  search,
  similar,
  source,
]
const tables = modules
  .flatMap((module): unknown[] => Object.values(module))
  .filter((exported) => is(exported, PgTable))
  .map((table) => getTableConfig(table as PgTable)) // safe: the line before keeps tables only

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

type Column = { name: string; type: string; required: boolean }

/** Returns the columns of a table in a migrated store, by name. */
const columnsOf = (table: string): Promise<Column[]> =>
  rowsOf<Column>(
    stores.db,
    sql`select attname as name, format_type(atttypid, null) as type, attnotnull as required from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attname`,
  )

describe('the code declares the tables that the migrations create', () => {
  test('every table but schema_migration', async () => {
    const rows = await rowsOf<{ name: string }>(
      stores.db,
      sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1`,
    )
    expect(tables.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  test.each(tables.map((table) => [table.name, table] as const))('%s, column by column', async (name, { columns }) => {
    const declared = columns.map((column): Column => {
      return { name: column.name, type: column.getSQLType(), required: column.notNull || column.primary }
    })
    expect(declared.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      (await columnsOf(name)).map((column) => ({ ...column })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
  })
})
