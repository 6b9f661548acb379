import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { readGraphState, refreshGraph } from '#db/similar/graph'
import { listNearest } from '#db/similar/queries'
import { type Db, rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { variedGames } from '#tests/support/varied-games'

const GIVEN = variedGames(0, 300)

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('list', [GIVEN]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const idsOf = async () =>
  (await rowsOf<{ id: string }>(stores.db, sql`select id from game order by slug limit 40`)).map(({ id }) => id)

/** Runs `work` without sequential scans: for so few games Postgres would not use the graph otherwise. */
const byGraph = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
  stores.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return work(tx)
  })

const similaritiesOf = (near: readonly { similarity: number }[]) => near.map(({ similarity }) => similarity.toFixed(4))

const graphed = async () => {
  const [row] = await rowsOf<{ count: number }>(
    stores.db,
    sql`select count(*)::int as count from game_likeness where in_graph`,
  )
  return row?.count
}

describe('the graph of embeddings', () => {
  test('is not built by a load', async () => {
    expect(await graphed()).toBe(0)
    expect(await readGraphState(stores, 100)).toMatchObject({ isDue: true })
  })

  test('is not built if reading every embedding is as fast', async () => {
    expect(await refreshGraph(stores)).toBe(0)
    expect(await graphed()).toBe(0)
  })

  test('finds the same as reading every embedding: whole games, equally similar, and never the game itself', async () => {
    const ids = await idsOf()
    const before = []
    for (const id of ids) before.push(similaritiesOf(await listNearest(stores.db, id, 20)))
    expect(await refreshGraph(stores, 100)).toBe(285)
    for (const [at, id] of ids.entries()) {
      const near = await byGraph((tx) => listNearest(tx, id, 20))
      expect(similaritiesOf(near)).toEqual(before[at] ?? [])
      expect(near.filter((game) => game.kind !== 'game' || game.id === id)).toEqual([])
    }
  })

  test('is used, once it is built', async () => {
    const plan = await byGraph((tx) =>
      rowsOf<{ 'QUERY PLAN': string }>(
        tx,
        sql`explain select game_id from likeness_graph
          order by embedding <#> (select embedding from game_likeness limit 1) limit 21`,
      ),
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('likeness_graph_nearest')
  })

  test('stays complete when the same games are loaded again', async () => {
    await load(stores, memorySource('list', [GIVEN]))
    expect(await graphed()).toBe(285)
    expect(await refreshGraph(stores, 100)).toBe(0)
  })

  test('is read together with the games that changed since, until they are a quarter of all', async () => {
    const changed = { key: 'g1', title: 'Blue Road', series: ['Roads'], releases: [{ platform: 'pc' }] }
    const next = { key: 'new', title: 'Green Road', series: ['Roads'], releases: [{ platform: 'pc' }] }
    await load(stores, memorySource('more', [[next]]))
    await load(stores, memorySource('list', [[changed, ...GIVEN.slice(2)]]))
    const [{ id } = { id: '' }] = await rowsOf<{ id: string }>(
      stores.db,
      sql`select id from game where title = 'Green Road'`,
    )
    const [first] = await listNearest(stores.db, id, 5)
    expect(first).toMatchObject({ title: 'Blue Road' })
    expect(await refreshGraph(stores, 100)).toBe(0)
    const moved = GIVEN.slice(100, 200).map((given) => ({ ...given, publishers: ['Ubisoft'] }))
    await load(stores, memorySource('list', [[changed, ...GIVEN.slice(2, 100), ...moved, ...GIVEN.slice(200)]]))
    expect(await refreshGraph(stores, 100)).toBe(97)
    expect((await listNearest(stores.db, id, 5))[0]).toEqual(first)
  })

  test('is marked, not built, if only the marks were lost', async () => {
    const added = await graphed()
    await stores.db.execute(sql`update game_likeness set in_graph = false`)
    expect(await refreshGraph(stores, 100)).toBe(0)
    expect(await graphed()).toBe(added)
  })

  test('is left to the process that builds it', async () => {
    await stores.exclusively('likeness_graph', async () => {
      expect(await refreshGraph(stores, 1)).toBe(0)
    })
  })
})
