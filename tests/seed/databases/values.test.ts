import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { databaseSource, pagesOf, textsOf } from './read'
import { SUITES, type TestDatabase, type TestDialect } from './servers'

/** Columns of every type, the value inserted, and the value expected in the record. */
type Values = Record<string, { type: string; sql: string; read: string }>

/** Keys that are hard to page by: the type of the column, and SQL for the nth of 250. */
type Keys = Record<string, { type: string; sql: string }>

const VALUES: Record<TestDialect['format'], Values> = {
  postgres: {
    whole: { type: 'bigint', sql: '9007199254740993', read: '9007199254740993' },
    decimal: {
      type: 'numeric(30,10)',
      sql: '12345678901234567890.0123456789',
      read: '12345678901234567890.0123456789',
    },
    odd: { type: 'float8', sql: `'NaN'`, read: '"NaN"' },
    day: { type: 'date', sql: `'2004-11-16'`, read: '"2004-11-16"' },
    ever: { type: 'date', sql: `'infinity'`, read: '"infinity"' },
    moment: { type: 'timestamptz', sql: `'2004-11-16 10:00:00.123456+02'`, read: '"2004-11-16T08:00:00.123456+00:00"' },
    truth: { type: 'boolean', sql: 'true', read: 'true' },
    list: { type: 'text[]', sql: `array['a', null]`, read: '["a",null]' },
    json: { type: 'jsonb', sql: `'{"id": 9007199254740993}'`, read: '{"id": 9007199254740993}' },
    bytes: { type: 'bytea', sql: `'\\x00ff'`, read: '"\\\\x00ff"' },
    word: { type: 'text', sql: `'é "'`, read: '"é \\""' },
    none: { type: 'int', sql: 'null', read: 'null' },
  },
  mysql: {
    whole: { type: 'bigint unsigned', sql: '18446744073709551615', read: '18446744073709551615' },
    decimal: {
      type: 'decimal(30,10)',
      sql: '12345678901234567890.0123456789',
      read: '"12345678901234567890.0123456789"',
    },
    rough: { type: 'float', sql: '8.7', read: '"8.7"' },
    day: { type: 'date', sql: `'2004-11-16'`, read: '"2004-11-16"' },
    never: { type: 'date', sql: `'0000-00-00'`, read: '"0000-00-00"' },
    moment: { type: 'datetime(6)', sql: `'2004-11-16 10:00:00.123456'`, read: '"2004-11-16 10:00:00.123456"' },
    truth: { type: 'boolean', sql: 'true', read: '1' },
    list: { type: `set('a','b')`, sql: `'a,b'`, read: '"a,b"' },
    json: { type: 'json', sql: `'{"id": 9007199254740993}'`, read: '{"id": 9007199254740993}' },
    bytes: { type: 'varbinary(4)', sql: `x'00ff'`, read: '"\\\\x00ff"' },
    bits: { type: 'bit(4)', sql: `b'101'`, read: '"\\\\x05"' },
    word: { type: 'text', sql: `'é "'`, read: '"é \\""' },
    none: { type: 'int', sql: 'null', read: 'null' },
  },
  sqlite: {
    whole: { type: 'integer', sql: '9007199254740993', read: '9007199254740993' },
    real: { type: 'real', sql: '1.5', read: '1.5' },
    endless: { type: 'real', sql: '9e999', read: '"Infinity"' },
    bytes: { type: 'blob', sql: `x'00ff'`, read: '"\\\\x00ff"' },
    json: { type: 'text', sql: `'{"a":1}'`, read: '"{\\"a\\":1}"' },
    word: { type: 'text', sql: `'é "'`, read: '"é \\""' },
    none: { type: 'int', sql: 'null', read: 'null' },
  },
}

const KEYS: Record<TestDialect['format'], Keys> = {
  postgres: {
    'whole numbers beyond 2^53': { type: 'bigint', sql: '9007199254740990 + n' },
    'numbers with a fraction': { type: 'numeric(30,10)', sql: '12345678901234567890 + n / 1000.0' },
    'floating numbers': { type: 'float4', sql: 'n / 10.0' },
    uuids: { type: 'uuid', sql: 'md5(n::text)::uuid' },
    'moments of a microsecond': { type: 'timestamptz', sql: `timestamptz '2024-01-01' + n * interval '1 microsecond'` },
    'texts by their bytes': {
      type: 'text collate "C"',
      sql: `chr(65 + n % 26) || chr(97 + (n * 7) % 26) || n`,
    },
    'texts of a fixed length': { type: 'char(8)', sql: `'k' || n` },
    bytes: { type: 'bytea', sql: `decode(md5(n::text), 'hex')` },
    lists: { type: 'int[]', sql: 'array[n % 3, n]' },
  },
  mysql: {
    'whole numbers beyond 2^63': { type: 'bigint unsigned', sql: '18446744073709551000 + n' },
    'whole numbers below zero': { type: 'bigint', sql: '-9007199254740993 - cast(n as signed)' },
    'numbers with a fraction': { type: 'decimal(30,10)', sql: '12345678901234567890 + n / 1000' },
    uuids: { type: 'uuid', sql: 'concat(left(md5(n), 8), "-0000-0000-0000-", lpad(n, 12, "0"))' },
    'moments of a microsecond': { type: 'datetime(6)', sql: `timestamp('2024-01-01') + interval n microsecond` },
    'moments of an hour that comes twice': { type: 'timestamp', sql: `timestamp('2024-10-27') + interval n minute` },
    'texts in either case': {
      type: 'varchar(20) collate utf8mb4_general_ci',
      sql: 'concat(char(65 + 32 * (n % 2) + n % 26 using utf8mb4), n, "%")',
    },
    'texts by their bytes': {
      type: 'varchar(20) collate utf8mb4_bin',
      sql: 'concat(char(65 + 32 * (n % 2) + n % 26 using utf8mb4), n)',
    },
    'texts of an old encoding': { type: 'varchar(20) character set latin1', sql: 'concat("é", n)' },
    bytes: { type: 'binary(16)', sql: 'unhex(md5(n))' },
  },
  sqlite: {
    'whole numbers beyond 2^53': { type: 'integer', sql: '9007199254740990 + n' },
    'values of mixed types': {
      type: '',
      sql: `case n % 4 when 0 then n when 1 then n / 3.0 when 2 then 'k' || n else cast('b' || n as blob) end`,
    },
    'texts in either case': { type: 'text collate nocase', sql: `char(65 + 32 * (n % 2) + n % 26) || n` },
    'texts that are no UTF-8': { type: 'text', sql: `cast(x'ff' || n as text)` },
    'numbers kept as texts': { type: 'text', sql: 'n' },
  },
}

describe.each(SUITES)('%s', (_, dialect) => {
  const it = test.skipIf(dialect.skipped !== undefined)
  const { format, numbers } = dialect
  let database: TestDatabase
  beforeAll(async () => {
    if (dialect.skipped === undefined) database = await dialect.create()
  }, 60_000)
  afterAll(() => database?.[Symbol.asyncDispose](), 60_000)

  const source = (query: string, key = 'id') => databaseSource({ format, from: database.from, query, key })

  it('writes a value of every type into the record without losing anything of it', async () => {
    const values = Object.entries(VALUES[format])
    const columns = values.map(([name, { type }]) => `${name}_ ${type}`)
    await database.run(`create table value_ (id int primary key, title varchar(9), ${columns.join(', ')})`)
    if (format === 'mysql') await database.run("set sql_mode = ''")
    await database.run(`insert into value_ values (1, 't', ${values.map(([, { sql }]) => sql).join(', ')})`)
    const members = values.map(([name, { read }]) => `"${name}_":${read}`)
    expect(textsOf(await pagesOf(source('select * from value_')))).toEqual([
      `{"id":1,"title":"t",${members.join(',')}}`,
    ])
  })

  it.each(Object.entries(KEYS[format]))(
    'pages by %s, each row once, and resumes after any row',
    async (_name, { type, sql }) => {
      await database.run(
        'drop table if exists keyed',
        `create table keyed (k ${type}, title int)`,
        `insert into keyed select ${sql}, n from (${numbers(250)}) numbers order by n % 7`,
      )
      const keyed = source('select * from keyed', 'k')
      const pages = await pagesOf(keyed)
      const titles = (some: typeof pages) => textsOf(some).map((text) => JSON.parse(text).title)
      expect(pages).toHaveLength(2)
      expect(titles(pages).sort((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1))
      expect(titles(await pagesOf(keyed, pages[0]?.checkpoint))).toEqual(titles(pages.slice(1)))
      // The store keeps a checkpoint as JSON.
      expect(titles(await pagesOf(keyed, JSON.parse(JSON.stringify(pages[0]?.checkpoint))))).toEqual(
        titles(pages.slice(1)),
      )
    },
  )
})
