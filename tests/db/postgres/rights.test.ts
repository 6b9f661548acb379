import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import postgres from 'postgres'
import { hasRightsOfOwner } from '#db/postgres/rights'
import { openPostgres } from '#db/postgres/server'
import { createServiceRole, type ServiceRole } from '#tests/support/service-role'
import { createBareDatabase, createTestStores, dropDatabase, type TestStores } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL ?? ''
const DENIED = '42501'
const READ_ONLY = ['schema_migration']
const APPEND_ONLY = ['audit_log']
const WORK_TABLES = ['match_component', 'match_edge']

describe.skipIf(!SERVER)('the role of the service (needs TEST_DATABASE_URL)', () => {
  let url: string
  let role: ServiceRole
  let service: postgres.Sql
  let owner: postgres.Sql
  let tables: string[]

  beforeAll(async () => {
    url = await createBareDatabase(SERVER)
    {
      await using database = await openPostgres(url)
      await database.migrations.migrate()
    }
    owner = postgres(url, { max: 1, onnotice: () => {} })
    // As a later migration would.
    await owner`create table made_later (id integer)`
    role = await createServiceRole(SERVER, url)
    service = postgres(role.url, { max: 1, onnotice: () => {} })
    tables = (await owner`select tablename from pg_tables where schemaname = 'public'`).map((row) => row.tablename)
  })
  afterAll(async () => {
    await service.end()
    await owner.end()
    await dropDatabase(SERVER, url)
    await role[Symbol.asyncDispose]()
  })

  /** Returns the code of the error of a statement, or `done`. Nothing of it is kept. */
  async function outcome(text: string): Promise<unknown> {
    await service.unsafe('begin')
    try {
      await service.unsafe(text)
      return 'done'
    } catch (error) {
      return (error as { code?: string }).code // safe: an error of the driver
    } finally {
      await service.unsafe('rollback')
    }
  }

  /** Returns the names of the tables on which a statement, made of their name, is allowed. Class 23: a row breaks a rule of its table. */
  async function allowed(statementOn: (table: string) => string): Promise<string[]> {
    const outcomes = await Array.fromAsync(tables, async (table) => [table, await outcome(statementOn(table))] as const)
    for (const [table, found] of outcomes)
      expect([table, found]).toEqual([table, expect.stringMatching(/^(?:done|23\d+|42501)$/)])
    return outcomes.flatMap(([table, found]) => (found === DENIED ? [] : [table])).toSorted()
  }

  const others = (without: readonly string[]) => tables.filter((table) => !without.includes(table)).toSorted()

  test('reads every table, and one that is made later', async () => {
    expect(tables.length).toBeGreaterThan(30)
    expect(await allowed((table) => `select from "${table}" limit 1`)).toEqual(others([]))
  })

  test('inserts into every table but the list of migrations', async () => {
    expect(await allowed((table) => `insert into "${table}" default values`)).toEqual(others(READ_ONLY))
  })

  test('updates and deletes everywhere but in the list of migrations and the audit log', async () => {
    const changed = others([...READ_ONLY, ...APPEND_ONLY])
    expect(await allowed((table) => `delete from "${table}" where false`)).toEqual(changed)
    const columns =
      await owner`select distinct on (attrelid) attrelid::regclass::text as table, attname from pg_attribute
      where attnum > 0 and not attisdropped and attidentity <> 'a' and attgenerated = '' order by attrelid, attnum`
    const columnOf = new Map(columns.map((row) => [row.table, row.attname]))
    const assign = (table: string) => `"${columnOf.get(table)}" = "${columnOf.get(table)}"`
    expect(await allowed((table) => `update "${table}" set ${assign(table)} where false`)).toEqual(changed)
  })

  test('empties and analyses the work tables of matching only', async () => {
    expect(await allowed((table) => `truncate "${table}"`)).toEqual(WORK_TABLES)
    const rights =
      await service`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and has_table_privilege(oid, 'maintain') order by 1`
    expect(rights.map(({ relname }) => relname)).toEqual(WORK_TABLES)
    expect(await outcome('analyze match_component')).toBe('done')
  })

  test.each([
    'create table mine (id integer)',
    'create temporary table mine (id integer)',
    'create schema mine',
    'create view mine as select 1',
    'create function mine() returns integer language sql as $$ select 1 $$',
    'drop extension vector',
    'create role mine',
    'create index on game (title)',
    'alter table game add column mine integer',
    'alter table audit_log disable trigger all',
    'drop table game',
    'drop trigger audit_log_kept on audit_log',
    'alter table game owner to current_user',
    'alter role current_user superuser',
    'set session_replication_role = replica',
    `copy game to program 'cat'`,
    `copy game (title) from program 'echo mine'`,
    `copy game to '/tmp/mine'`,
    'select * from pg_authid',
    'select rolpassword from pg_authid',
    `select pg_read_file('/etc/passwd')`,
    `select lo_import('/etc/passwd')`,
    'select grant_service_rights()',
  ])('is refused: %s', async (text) => {
    expect(await outcome(text)).toBe(DENIED)
  })

  test('is separate from the owner', async () => {
    await using asService = await openPostgres(role.url)
    await using asOwner = await openPostgres(url)
    expect(await hasRightsOfOwner(asService.db)).toBe(false)
    expect(await hasRightsOfOwner(asOwner.db)).toBe(true)
  })

  test('deletes security events of more than 12 months, and no others', async () => {
    await service`insert into audit_log (event, at) values ('login', now() - interval '13 months'), ('login', now() - interval '11 months')`
    const [deleted] = await service`select delete_old_audit_events()::int as count`
    expect(deleted?.count).toBe(1)
    const left = await service`select at < now() - interval '12 months' as old from audit_log`
    expect(left.map(({ old }) => old)).toEqual([false])
  })

  test('builds the graph of similar games, whose tables are found before its own', async () => {
    expect(await outcome('select build_likeness_graph(); select from likeness_graph')).toBe('done')
    const open =
      await owner`select from pg_proc p, aclexplode(p.proacl) a where proname = 'build_likeness_graph' and a.grantee = 0`
    expect(open.length).toBe(0)
    const [made] =
      await owner`select prosecdef as definer, proconfig as settings from pg_proc where proname = 'build_likeness_graph'`
    expect(made).toMatchObject({
      definer: true,
      settings: expect.arrayContaining([expect.stringMatching(/^search_path=.*public, pg_temp$/)]),
    })
  })

  test('cannot put another table in the place of the audit log for the function that deletes', async () => {
    const [made] =
      await owner`select prosecdef as definer, proconfig as settings from pg_proc where proname = 'delete_old_audit_events'`
    expect(made).toEqual({ definer: true, settings: ['search_path=pg_catalog, pg_temp'] })
    expect(await outcome(`set search_path = pg_catalog; select public.delete_old_audit_events()`)).toBe('done')
  })
})

describe('the audit log', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  test.each(["update audit_log set event = 'logout'", 'delete from audit_log', 'truncate audit_log'])(
    'refuses the owner, who may do everything: %s',
    async (text) => {
      await stores.db.execute("insert into audit_log (event) values ('login')")
      await expect((async () => stores.db.execute(text))()).rejects.toMatchObject({ cause: { code: DENIED } })
    },
  )

  test('lets events go that are older than 12 months', async () => {
    await stores.db.execute("insert into audit_log (event, at) values ('login', now() - interval '13 months')")
    await stores.db.execute('select delete_old_audit_events()')
    await stores.db.execute("delete from audit_log where at < now() - interval '12 months'")
  })
})
