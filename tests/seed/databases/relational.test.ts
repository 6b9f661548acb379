import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { databaseSource, failureOf, pagesOf, textsOf } from './read'
import { SUITES, type TestDatabase } from './servers'

const MANY = 20_500

describe.each(SUITES)('%s', (_, dialect) => {
  const it = test.skipIf(dialect.skipped !== undefined)
  const { format, numbers, text } = dialect
  let database: TestDatabase
  beforeAll(async () => {
    if (dialect.skipped !== undefined) return
    database = await dialect.create()
    await database.run(
      'create table game (id bigint primary key, title varchar(40), year int)',
      `insert into game select n, concat('Game ', ${text('n')}), 1980 + n % 40 from (${numbers(MANY)}) numbers`,
      'create table loose (a int, b varchar(20), title varchar(20))',
    )
  }, 60_000)
  afterAll(() => database?.[Symbol.asyncDispose](), 60_000)

  const source = (query: string, members: Record<string, unknown> = {}) =>
    databaseSource({ format, from: database.from, query, ...members })
  const fill = (table: string, rows: string) => database.run(`delete from ${table}`, `insert into ${table} ${rows}`)

  it(`reads ${MANY} rows, each once and in the order of the key, and resumes after any page`, async () => {
    const games = source('select * from game -- all of them')
    const pages = await pagesOf(games)
    const texts = textsOf(pages)
    expect(texts.map((row) => JSON.parse(row).id)).toEqual(Array.from({ length: MANY }, (_, n) => n + 1))
    expect(Math.max(...pages.map(({ records }) => records.length))).toBe(2000)
    expect(pages.at(-1)?.checkpoint).toEqual(
      format === 'sqlite' ? { row: MANY, key0: `i${MANY}` } : { row: MANY, key0: String(MANY) },
    )
    for (const at of [0, 5, pages.length - 1])
      expect(textsOf(await pagesOf(games, pages[at]?.checkpoint))).toEqual(textsOf(pages.slice(at + 1)))
  }, 60_000)

  it('gives each record its row number', async () => {
    const [first, second] = await pagesOf(source('select * from game where id <= 150;'))
    expect(first?.records[99]?.position).toEqual({ row: 99 })
    expect(second?.records[0]?.position).toEqual({ row: 100 })
    expect(second?.done).toBe(150)
  })

  it('reads columns of any name', async () => {
    const [page] = await pagesOf(source('select id, title, 1 as q, 2 as p from game where id = 1'))
    expect(page?.records[0]?.value).toMatchObject({ id: 1, title: 'Game 1', q: 1, p: 2 })
  })

  it('reads a table without rows', async () => {
    expect(await pagesOf(source('select * from game where id < 0'))).toEqual([])
  })

  it('pages by a key of several columns', async () => {
    await fill('loose', `select n / 7, ${text('n')}, 'x' from (${numbers(450)}) numbers`)
    const pages = await pagesOf(source('select * from loose', { key: ['a', 'b'] }))
    expect(new Set(textsOf(pages)).size).toBe(450)
    expect(textsOf(pages)).toHaveLength(450)
    expect(textsOf(await pagesOf(source('select * from loose', { key: ['a', 'b'] }), pages[1]?.checkpoint))).toEqual(
      textsOf(pages.slice(2)),
    )
  })

  it('keeps a page of long rows within 4 MiB, one row at least, and loses none', async () => {
    const long = format === 'sqlite' ? 'hex(zeroblob(300000))' : "repeat('x', 600000)"
    const pages = await pagesOf(
      source(`select id, case when id % 3 = 0 then ${long} else 'short' end as title from game where id <= 120`),
    )
    expect(textsOf(pages).map((row) => JSON.parse(row).id)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
    for (const page of pages) expect(textsOf([page]).join('').length).toBeLessThan(4.1 * 1024 * 1024)
  })

  it('refuses a row that is longer than a record may be, and keeps its beginning', async () => {
    const long = format === 'sqlite' ? 'hex(zeroblob(600000))' : "repeat('x', 1200000)"
    const [page] = await pagesOf(source(`select id, ${long} as title from game where id = 1`))
    expect(page?.unparsable.map(({ reject, text: kept }) => [reject.code, kept.length])).toEqual([
      ['record_too_long', 1024],
    ])
  })

  it('reads rows without a key first, for the map to refuse, and refuses a query that has many', async () => {
    await fill('loose', `select case when n % 100 = 0 then null else n end, 'b', 'x' from (${numbers(500)}) numbers`)
    const pages = await pagesOf(source('select * from loose', { key: 'a' }))
    expect(pages[0]?.records.map(({ value }) => value)).toEqual(Array(5).fill({ a: null, b: 'b', title: 'x' }))
    expect(pages[0]?.checkpoint).toEqual({ row: 5 })
    expect(textsOf(pages)).toHaveLength(500)
    expect(textsOf(await pagesOf(source('select * from loose', { key: 'a' }), { row: 5 }))).toHaveLength(495)
    await fill('loose', `select null, 'b', 'x' from (${numbers(101)}) numbers`)
    expect(await failureOf(source('select * from loose', { key: 'a' }))).toEqual({
      code: 'configuration',
      message: expect.stringContaining('More than 100 rows of games have no value in the key'),
    })
  })

  it.each([50, 100, 449])(
    'refuses a key that two rows share, wherever a page ends: rows %d and the next',
    async (row) => {
      await fill('loose', `select n, 'b', 'x' from (${numbers(450)}) numbers`)
      await database.run(`update loose set a = ${row} where a = ${row + 1}`)
      expect(await failureOf(source('select * from loose', { key: 'a' }))).toEqual({
        code: 'configuration',
        message: expect.stringContaining('Two rows of games have the same key'),
      })
    },
  )
})
