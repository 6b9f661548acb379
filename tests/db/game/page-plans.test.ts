import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { disputedList, kindList, listNumber } from '#db/game/lists'
import { type GamePosition, SORTS, type Sort } from '#db/game/order'
import { pageOfGames, positionOf } from '#db/game/page'
import { countGames } from '#db/game/total'
import { type AskedLists, criteriaIn, platformLists } from '#tests/support/criteria'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { connectLogged, type SentStatement } from '#tests/support/logged-database'
import { nodesOf, planOf, rowsRead, tableScans, wholeScans } from '#tests/support/statement-plans'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(120_000)

/** Games: enough for a scan of the whole table to cost more than an index. */
const GAMES = 20_000
/** Rows that a page may read out of tables and indexes, whatever the number of games: walks and merges end before. */
const MOST_ROWS = 16_000

let stores: TestStores
let criteria: Awaited<ReturnType<typeof criteriaIn>>
let platform: Awaited<ReturnType<typeof platformLists>>

const serverUrl = process.env.TEST_DATABASE_URL

beforeAll(async () => {
  if (!serverUrl) return
  stores = await createTestStores()
  await generateCatalogue(stores, GAMES)
  criteria = await criteriaIn(stores.db)
  platform = await platformLists(stores.db)
})
afterAll(() => stores?.[Symbol.asyncDispose]())

const ASKED: [string, () => AskedLists][] = [
  ['no filter', () => ({})],
  ['a large platform', () => ({ groups: [[platform('pc')]] })],
  ['a platform of the past', () => ({ groups: [[platform('ps2')]] })],
  ['a small platform', () => ({ groups: [[platform('e-reader')]] })],
  ['any of two platforms', () => ({ groups: [[platform('ps2'), platform('nes')]] })],
  ['a genre', () => ({ groups: [[listNumber('genre', 1)]] })],
  ['a company', () => ({ groups: [[listNumber('company', 1)]] })],
  ['a company that does not exist', () => ({ groups: [[listNumber('company', 99_999_999)]] })],
  ['a source', () => ({ groups: [[listNumber('source', 1)]] })],
  ['a kind', () => ({ groups: [[kindList('game')]] })],
  ['disputed games', () => ({ groups: [[disputedList(true)]] })],
  ['games that are not disputed', () => ({ groups: [[disputedList(false)]] })],
  ['disputed games of a platform', () => ({ groups: [[disputedList(true)], [platform('ps2')]] })],
  ['games of a score that are not disputed', () => ({ groups: [[disputedList(false)]], score: 70 })],
  ['a year', () => ({ years: { from: 1995, to: 1995 } })],
  ['a range of years', () => ({ years: { from: 1972, to: 1990 } })],
  ['most years', () => ({ years: { from: 1980, to: 9999 } })],
  ['a score', () => ({ score: 90 })],
  ['a low score', () => ({ score: 5 })],
  ['a range of scores', () => ({ score: { from: 70, to: 74 } })],
  ['a range of low scores', () => ({ score: { from: 0, to: 20 } })],
  ['a platform and low scores', () => ({ groups: [[platform('pc')]], score: { from: 0, to: 20 } })],
  ['recent changes', () => ({ updatedSince: '2025-12-30T00:00:00Z' })],
  ['changes of half a year', () => ({ updatedSince: '2025-06-01T00:00:00Z' })],
  ['not a platform', () => ({ none: [platform('pc')] })],
  ['two platforms', () => ({ groups: [[platform('pc')], [platform('mac')]] })],
  ['platforms that share no game', () => ({ groups: [[platform('ps2')], [platform('ps5')]] })],
  ['a platform and a genre', () => ({ groups: [[platform('pc')], [listNumber('genre', 2)]] })],
  ['a platform and years', () => ({ groups: [[platform('ps2')]], years: { from: 2003, to: 2004 } })],
  ['a platform and years before it', () => ({ groups: [[platform('pc')]], years: { from: 1972, to: 1985 } })],
  ['a platform and a score', () => ({ groups: [[platform('pc')]], score: 90 })],
  [
    'a platform, a genre and years',
    () => ({ groups: [[platform('ps2')], [listNumber('genre', 1)]], years: { from: 2000, to: 2010 } }),
  ],
  ['a platform without another', () => ({ groups: [[platform('mac')]], none: [platform('pc')] })],
]

describe.skipIf(!serverUrl).each(['auto', 'force_generic_plan', 'force_custom_plan'])(
  'pages with plan_cache_mode %s (needs TEST_DATABASE_URL)',
  (mode) => {
    let connection: ReturnType<typeof connectLogged>
    beforeAll(() => {
      connection = connectLogged(stores.databaseUrl ?? '', mode)
    })
    afterAll(() => connection.client.end())

    /** Returns the statements of the first page, of one after a game in the middle, and of the games without a value. */
    async function statementsOf(asked: AskedLists, sort: Sort): Promise<SentStatement[]> {
      const { db, sent } = connection
      const ask = (after?: GamePosition) => pageOfGames(db, { criteria: criteria(asked), sort, after, limit: 21 })
      sent.length = 0
      const last = (await ask()).at(-1)
      if (last) await ask(positionOf(last, sort))
      if (sort !== 'title') await ask([null, '00000000-0000-0000-0000-000000000000'])
      await countGames(db, criteria(asked))
      return [...sent]
    }

    test.each(ASKED)('no page reads a whole table, and each reads a bounded number of rows: %s', async (_, asked) => {
      for (const sort of SORTS)
        for (const logged of await statementsOf(asked(), sort)) {
          const plan = await planOf(connection.client, logged)
          expect([sort, logged.query, wholeScans(plan).filter((table) => table !== 'list_size')]).toEqual([
            sort,
            logged.query,
            [],
          ])
          expect([sort, logged.query, rowsRead(tableScans(plan)) < MOST_ROWS]).toEqual([sort, logged.query, true])
        }
    })
  },
)

test.skipIf(!serverUrl)(
  'the indexes of lists have every column that a page needs (needs TEST_DATABASE_URL)',
  async () => {
    await using logged = connectLogged(stores.databaseUrl ?? '', 'force_generic_plan')
    const { client, db, sent } = logged
    await client.unsafe('vacuum game_list')
    for (const sort of SORTS) {
      sent.length = 0
      await pageOfGames(db, {
        criteria: criteria({ groups: [[platform('ps2')]], years: { from: 2001, to: 2009 }, score: 50 }),
        sort,
        limit: 21,
      })
      const [first] = sent
      if (!first) throw new Error('no statement was sent')
      const scans = nodesOf(await planOf(client, first)).filter((node) => node['Relation Name'] === 'game_list')
      expect([sort, ...new Set(scans.map((node) => node['Node Type']))]).toEqual([sort, 'Index Only Scan'])
    }
  },
)
