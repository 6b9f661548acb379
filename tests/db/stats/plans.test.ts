import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { listNumber } from '#db/game/lists'
import { CELL_SORTS } from '#db/stats/cells'
import type { Dimension } from '#db/stats/dimensions'
import { readStats } from '#db/stats/stats'
import { type AskedLists, criteriaIn, platformLists } from '#tests/support/criteria'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { connectLogged, type SentStatement } from '#tests/support/logged-database'
import { nodesOf, type PlanNode, planOf, rowsRead, tableScans, wholeScans } from '#tests/support/statement-plans'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(120_000)

const GAMES = 10_000
/** Games of the small lists, and more. */
const FEW = 500
/** Most cells that a game of the catalogue counts in, on average, and more. */
const CELLS = 12

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

/** A filter with the times that the figures of all games may be read for it; 0 if only those of its few games are. */
const ASKED: [string, number, () => AskedLists][] = [
  // For their number, their figures and the best one.
  ['no filter', 3, () => ({})],
  ['a large platform', 1, () => ({ groups: [[platform('pc')]] })],
  ['a small platform', 0, () => ({ groups: [[platform('e-reader')]] })],
  ['a company that does not exist', 0, () => ({ groups: [[listNumber('company', 99_999_999)]] })],
  ['most years', 1, () => ({ years: { from: 1980, to: 9999 } })],
  ['a small platform and a genre', 0, () => ({ groups: [[platform('e-reader')], [listNumber('genre', 2)]] })],
  ['not a platform', 1, () => ({ none: [platform('pc')] })],
]

const GROUPINGS: (readonly Dimension[])[] = [
  ['year'],
  ['platform'],
  ['year', 'platform'],
  ['family', 'genre'],
  ['company', 'source'],
  ['critics', 'sales'],
]

const isOfGames = (node: PlanNode) => node['Relation Name'] === 'game_figure'

describe.skipIf(!serverUrl).each(['auto', 'force_generic_plan', 'force_custom_plan'])(
  'statistics with plan_cache_mode %s (needs TEST_DATABASE_URL)',
  (mode) => {
    let connection: ReturnType<typeof connectLogged>
    beforeAll(() => {
      connection = connectLogged(stores.databaseUrl ?? '', mode)
    })
    afterAll(() => connection.client.end())

    /** Returns the statements of an answer: all games together, and the cells. */
    async function statementsOf(asked: AskedLists, by: readonly Dimension[], at: number): Promise<SentStatement[]> {
      const { db, sent } = connection
      sent.length = 0
      const sort = CELL_SORTS[at % CELL_SORTS.length] ?? 'key'
      await readStats(db, { criteria: criteria(asked), by, sort, limit: 1_000, bestVotes: 10 })
      return sent.filter(({ query }) => query.startsWith('with passing'))
    }

    test.each(ASKED)(
      'read the figures of the games that pass, and nothing else of them: %s',
      async (_, reads, asked) => {
        for (const [at, by] of GROUPINGS.entries())
          for (const sent of await statementsOf(asked(), by, at)) {
            const plan = await planOf(connection.client, sent)
            // A row of `game` is read only for the best game of a cell.
            expect([by, sent.query, wholeScans(plan).filter((table) => table === 'game')]).toEqual([by, sent.query, []])
            const read = rowsRead(tableScans(plan).filter(isOfGames))
            expect([by, sent.query, read <= (reads === 0 ? FEW : reads * GAMES)]).toEqual([by, sent.query, true])
            // A join of the parts by their key would be a loop over all pairs of cells.
            const most = Math.max(...nodesOf(plan).map((node) => node['Actual Rows'] * node['Actual Loops']))
            expect([by, sent.query, most <= CELLS * GAMES]).toEqual([by, sent.query, true])
          }
      },
    )
  },
)
