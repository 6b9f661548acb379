import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { KINDS } from '#catalogue/record'
import { COMPANY_LISTS, disputedList, kindList, listNumber, scoreLists, yearLists } from '#db/game/lists'
import { type Db, rowsOf } from '#db/stores'
import { insertGames } from '#tests/support/games'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let db: Db

beforeEach(async () => {
  stores = await createTestStores()
  db = stores.db
})
afterEach(() => stores[Symbol.asyncDispose]())

/** Returns what differs between the lists and the games they are made of, and between the sizes and the lists. */
async function differences() {
  const wanted = sql`select list, id as game_id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year
    from game, unnest(lists) as each (list) where merged_into is null`
  const stored = sql`select list, game_id, sort_title, released, popularity, score_critics, score_bound, sales_copies, year from game_list`
  return {
    missing: await rowsOf(db, sql`${wanted} except all ${stored}`),
    surplus: await rowsOf(db, sql`${stored} except all ${wanted}`),
    sizes: await rowsOf(
      db,
      sql`select list, games from list_size where games <> 0
        except select list, count(*) from game_list where list not between ${COMPANY_LISTS.from} and ${COMPANY_LISTS.to} group by list`,
    ),
  }
}
const NONE = { missing: [], surplus: [], sizes: [] }

describe('the lists of games', () => {
  test('have the numbers that filters ask for', async () => {
    for (const kind of KINDS)
      await insertGames(db, [
        {
          title: `A ${kind}`,
          kind,
          year: 1999,
          scoreCritics: 87.6,
          platformIds: [3, 3],
          genreIds: [4],
          companyIds: [70_000],
          sourceIds: [5],
        },
      ])
    const rows = await rowsOf<{ kind: (typeof KINDS)[number]; lists: number[] }>(db, sql`select kind, lists from game`)
    expect(rows).toHaveLength(KINDS.length)
    for (const { kind, lists } of rows)
      expect(lists).toEqual([
        listNumber('platform', 3),
        listNumber('genre', 4),
        listNumber('company', 70_000),
        listNumber('source', 5),
        kindList(kind),
        yearLists(1999, 1999).from,
        scoreLists(87).from,
        disputedList(false),
      ])
  })

  test('follow whoever writes a game', async () => {
    const [first = '', second = '', third = ''] = await insertGames(db, [
      { title: 'One', platformIds: [1, 2], year: 2001, releasedPrecision: 'year', released: '2001-01-01' },
      { title: 'Two', platformIds: [2], genreIds: [1], popularity: 5 },
      { title: 'Three', companyIds: [9], scoreCritics: 50 },
    ])
    expect(await differences()).toEqual(NONE)
    const writes = [
      sql`update game set version = version + 1`,
      sql`update game set popularity = 7, score_critics = 90 where id = ${first}`,
      sql`update game set score_bound = 80 where id = ${first}`,
      sql`update game set disputed = true where id in (${first}, ${third})`,
      sql`update game set disputed = false where id = ${third}`,
      sql`update game set platform_ids = '{2,3}', year = null, released = null, released_precision = null where id = ${first}`,
      sql`update game set sort_title = 'zero', sales_copies = 3, genre_ids = '{}' where id in (${first}, ${second})`,
      sql`update game set merged_into = ${first} where id = ${second}`,
      sql`update game set platform_ids = '{8}' where id = ${second}`,
      sql`update game set merged_into = null, platform_ids = '{9}' where id = ${second}`,
      sql`update game set sort_title = case id when ${first} then 'b' else 'a' end`,
      sql`delete from game where id = ${third}`,
    ]
    for (const write of writes) {
      await db.execute(write)
      expect(await differences()).toEqual(NONE)
    }
    expect(await rowsOf(db, sql`select count(*)::int as rows from game_list`)).toEqual([{ rows: 8 }])
    await db.execute(sql`delete from game`)
    expect(await rowsOf(db, sql`select * from game_list`)).toEqual([])
    expect(await rowsOf(db, sql`select * from list_size where games <> 0`)).toEqual([])
  })

  test('are filled with the games of a database that had none', async () => {
    await insertGames(db, [
      { title: 'One', platformIds: [1, 2] },
      { title: 'Two', platformIds: [2], scoreCritics: 50 },
    ])
    const [kept] = await insertGames(db, [{ title: 'Three', genreIds: [2] }])
    await insertGames(db, [{ title: 'Merged', platformIds: [1], mergedInto: kept ?? null }])
    // The bound of scores is younger than these lists.
    const stored = sql`select list, released, score_critics, year, sales_copies, popularity, game_id, sort_title
      from game_list order by list, sort_title`
    const [before, sizes] = [await rowsOf(db, stored), await rowsOf(db, sql`select * from list_size order by list`)]
    await db.execute(sql`delete from game_list`)
    await db.execute(sql`delete from list_size`)
    const script = await Bun.file(new URL('../../../db/migrations/0017_game_lists.sql', import.meta.url)).text()
    for (const fill of script.match(/^insert into (?:game_list|list_size)[^;]*;/gm) ?? [])
      await db.execute(sql.raw(fill))
    expect(await rowsOf(db, stored)).toEqual(before)
    expect(await rowsOf(db, sql`select * from list_size order by list`)).toEqual(sizes)
    expect(before).toHaveLength(11)
  })
})
